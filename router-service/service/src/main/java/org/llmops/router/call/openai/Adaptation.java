package org.llmops.router.call.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.body.RequestBody;
import org.llmops.router.call.openai.Flavour.Bound;
import org.llmops.router.call.openai.Flavour.Instructions;

/** Says a chat completion request so that a provider of a certain flavour takes it; usually nothing has to be changed. */
final class Adaptation {
    private static final byte[] DEVELOPER = Json.utf8("\"developer\"");

    private final Flavour flavour;

    private Adaptation(Flavour flavour) {
        this.flavour = flavour;
    }

    /** The very same body where it will do. */
    static RequestBody of(RequestBody body, Flavour flavour) throws BodyMalformed {
        Adaptation adaptation = new Adaptation(flavour);
        return adaptation.isNeeded(body) ? adaptation.apply(body) : body;
    }

    private boolean isNeeded(RequestBody body) {
        return flavour.bound() == Bound.MAX_TOKENS && body.members().containsKey("max_completion_tokens")
                || !Collections.disjoint(flavour.dispensable(), body.members().keySet())
                || !Collections.disjoint(
                        flavour.spelled().keySet(), body.members().keySet())
                || flavour.instructions() == Instructions.SYSTEM && mentions(body, DEVELOPER)
                || flavour.unknownInMessages().stream().anyMatch(member -> mentions(body, Json.quoted(member)));
    }

    /** It may be a text that says so; looking closer does no harm. */
    private static boolean mentions(RequestBody body, byte[] quoted) {
        byte[] bytes = body.bytes();
        for (int i = 0; i <= bytes.length - quoted.length; i++) {
            if (bytes[i] == '"'
                    && bytes[i + 1] == quoted[1]
                    && Arrays.equals(bytes, i, i + quoted.length, quoted, 0, quoted.length)) {
                return true;
            }
        }
        return false;
    }

    private RequestBody apply(RequestBody body) throws BodyMalformed {
        ObjectNode request;
        try {
            request = (ObjectNode) Json.tree(body.bytes());
        } catch (IOException impossible) {
            throw new IllegalStateException("The request was scanned before", impossible);
        }
        ObjectNode adapted = Json.object();
        for (Map.Entry<String, JsonNode> member : request.properties()) {
            if (!flavour.dispensable().contains(member.getKey())) {
                adapted.set(name(member.getKey(), request), member.getValue());
            }
        }
        adapted.path("messages").forEach(this::message);
        adapted.path("tools").forEach(this::strip);
        return body.reader().read(Json.bytes(adapted));
    }

    private String name(String member, ObjectNode request) {
        boolean rename = member.equals("max_completion_tokens")
                && flavour.bound() == Bound.MAX_TOKENS
                && !request.hasNonNull("max_tokens");
        return rename ? "max_tokens" : flavour.spelled().getOrDefault(member, member);
    }

    private void message(JsonNode message) {
        strip(message);
        message.path("content").forEach(this::strip);
        if (message instanceof ObjectNode object
                && flavour.instructions() == Instructions.SYSTEM
                && message.path("role").asText().equals("developer")) {
            object.put("role", "system");
        }
    }

    private void strip(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(flavour.unknownInMessages());
        }
    }
}
