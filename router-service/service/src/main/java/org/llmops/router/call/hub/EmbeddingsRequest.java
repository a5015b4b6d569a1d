package org.llmops.router.call.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.body.RequestBody;

/**
 * A request for embeddings.
 *
 * @param inputs texts
 * @param dimensions how long the vectors shall be; 0: as the model has them
 * @param base64 vectors shall come as Base64 of their floats
 * @param extra members that only some providers know
 */
public record EmbeddingsRequest(List<String> inputs, int dimensions, boolean base64, ObjectNode extra) {
    private static final Set<String> KNOWN =
            Set.of("model", "input", "dimensions", "encoding_format", "user", "metadata", "safety_identifier");

    public EmbeddingsRequest {
        inputs = List.copyOf(inputs);
    }

    /** @param extensions members beside OpenAI's that the provider knows; any other is refused by its name */
    public static EmbeddingsRequest of(RequestBody body, Set<String> extensions) throws BodyMalformed {
        ObjectNode json = tree(body);
        ObjectNode extra = Json.object();
        for (var member : json.properties()) {
            if (extensions.contains(member.getKey())) {
                extra.set(member.getKey(), member.getValue());
            } else if (!KNOWN.contains(member.getKey()) && !member.getValue().isNull()) {
                throw new BodyMalformed(member.getKey(), "This model does not take '" + member.getKey() + "'.");
            }
        }
        return new EmbeddingsRequest(
                inputs(json.path("input")), json.path("dimensions").asInt(), wantsBase64(json), extra);
    }

    /** Whether the vectors shall come as Base64. */
    public static boolean wantsBase64(RequestBody body) {
        return wantsBase64(tree(body));
    }

    private static boolean wantsBase64(ObjectNode json) {
        return json.path("encoding_format").asText().equals("base64");
    }

    private static ObjectNode tree(RequestBody body) {
        try {
            return (ObjectNode) Json.tree(body.bytes());
        } catch (IOException impossible) {
            throw new IllegalStateException("The body was scanned before", impossible);
        }
    }

    private static List<String> inputs(JsonNode input) throws BodyMalformed {
        List<String> inputs = new ArrayList<>();
        if (input.isTextual()) {
            inputs.add(input.textValue());
        }
        for (JsonNode text : input) {
            if (!text.isTextual()) {
                throw new BodyMalformed("input", "This model takes texts, not tokens: tokenizers differ.");
            }
            inputs.add(text.textValue());
        }
        if (inputs.isEmpty()) {
            throw new BodyMalformed("input", "'input' must be a text or a list of texts.");
        }
        return inputs;
    }
}
