package org.llmops.router.call.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.body.RequestBody;

/**
 * Thoughts of other models in a conversation: clients hand back all they were told, but Anthropic refuses thoughts that it
 * did not sign itself.
 */
final class ForeignThoughts {
    /** Google's signatures are marked, so that they can be told apart. */
    private static final String GOOGLE = "google/";

    private static final byte[] SIGNATURE = "\"signature\"".getBytes(StandardCharsets.US_ASCII);

    private ForeignThoughts() {}

    /** Whether a block of thought can be shown to Anthropic. */
    static boolean isAnthropics(JsonNode block) {
        String signature = block.path("signature").asText("");
        return block.path("type").asText().equals("redacted_thinking")
                || !signature.isEmpty() && !signature.startsWith(GOOGLE);
    }

    /** The request without them; the very request when there are none, which nearly all have. */
    static RequestBody without(RequestBody request) throws BodyMalformed {
        return mayHaveSome(request.bytes()) ? request.reader().read(rewritten(request.bytes())) : request;
    }

    /** A signature that is empty or Google's, as far as a look at the bytes can tell. */
    private static boolean mayHaveSome(byte[] body) {
        for (int i = 0; i + SIGNATURE.length < body.length; i++) {
            if (body[i] == '"' && matches(body, i, SIGNATURE)) {
                int value = i + SIGNATURE.length;
                while (value < body.length && (body[value] == ':' || body[value] <= ' ')) {
                    value++;
                }
                if (value + 1 < body.length
                        && body[value] == '"'
                        && (body[value + 1] == '"' || body[value + 1] == 'g')) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean matches(byte[] body, int at, byte[] wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if (body[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] rewritten(byte[] body) {
        try {
            JsonNode request = Json.tree(body);
            for (JsonNode message : request.path("messages")) {
                if (message.path("content") instanceof ArrayNode blocks) {
                    ((ObjectNode) message).set("content", kept(blocks));
                }
            }
            return Json.bytes(request);
        } catch (IOException impossible) {
            throw new IllegalStateException("The body was scanned before", impossible);
        }
    }

    private static ArrayNode kept(ArrayNode blocks) {
        ArrayNode kept = blocks.arrayNode();
        for (JsonNode block : blocks) {
            if (!block.path("type").asText().equals("thinking") || isAnthropics(block)) {
                kept.add(block);
            }
        }
        return kept;
    }
}
