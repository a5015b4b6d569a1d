package org.llmops.router.routes.document;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.body.RequestBody;
import org.llmops.router.body.Splice;
import org.llmops.router.wire.WireFormat;

/**
 * Members of a request that a target sets, whatever the client wrote.
 *
 * @param jsonByName each member's value as JSON
 */
public record Params(Map<String, String> jsonByName) {
    /** The request stays as it is. */
    public static final Params NONE = new Params(Map.of());

    /** What the router itself has to know, or what other parts of a route decide. */
    static final Set<String> RESERVED = Set.of(
            "model",
            "messages",
            "input",
            "prompt",
            "system",
            "instructions",
            "stream",
            "stream_options",
            "n",
            "best_of",
            "metadata",
            "user",
            "safety_identifier");

    /** What people say and who they are: neither is for conditions, or for the records of their decisions. */
    private static final Set<String> HIDDEN = Set.of(
            "messages",
            "input",
            "prompt",
            "system",
            "instructions",
            "prediction",
            "metadata",
            "user",
            "safety_identifier");

    static final Set<String> OUTPUT_BOUNDS = Set.of("max_tokens", "max_completion_tokens", "max_output_tokens");

    public Params {
        jsonByName = Collections.unmodifiableMap(new LinkedHashMap<>(jsonByName));
    }

    /** Whether conditions may look at a member of requests. */
    public static boolean isShown(String name) {
        return !HIDDEN.contains(name);
    }

    /** The same in the words of a format: people write them as chat completions have them. */
    public Params in(WireFormat format) throws BodyMalformed {
        if (jsonByName.isEmpty()) {
            return this;
        }
        ObjectNode members = Json.object();
        for (Map.Entry<String, String> member : jsonByName.entrySet()) {
            try {
                members.set(member.getKey(), Json.tree(Json.utf8(member.getValue())));
            } catch (IOException broken) {
                throw new BodyMalformed(
                        member.getKey(), "The route sets '" + member.getKey() + "' to what is no JSON.");
            }
        }
        Map<String, String> told = new LinkedHashMap<>();
        format.settings(members)
                .properties()
                .forEach(member -> told.put(member.getKey(), member.getValue().toString()));
        return new Params(told);
    }

    /** The request with these members; fails when they have values that make no sense. */
    public RequestBody on(RequestBody request) throws BodyMalformed {
        if (jsonByName.isEmpty()) {
            return request;
        }
        Splice edits = request.edit();
        jsonByName.forEach((name, json) -> request.set(edits, name, Json.utf8(json)));
        return request.reader().read(edits.bytes());
    }

    /** The largest bound these members put on the output's tokens; 0 when they put none. */
    public long largestOutputBound() {
        long largest = 0;
        for (String name : OUTPUT_BOUNDS) {
            String json = jsonByName.get(name);
            if (json != null) {
                // Which of several names counts is the provider's affair: none is forgotten.
                largest = Math.max(largest, Long.parseLong(json));
            }
        }
        return largest;
    }
}
