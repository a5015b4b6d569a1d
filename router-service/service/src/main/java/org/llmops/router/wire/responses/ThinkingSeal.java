package org.llmops.router.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.llmops.router.body.Json;

/**
 * What a provider signed of its thinking, as the opaque content of a reasoning item: clients hand it back with the next
 * turn, and so the provider sees its own thinking again. The thoughts themselves stay outside, where policies see them.
 */
final class ThinkingSeal {
    /** Tells ours from what OpenAI encrypts, which nobody else can read. */
    private static final String MARK = "llmops1.";

    private ThinkingSeal() {}

    /** Seals signatures and redacted thoughts; empty when there is nothing to seal. */
    static Optional<String> close(JsonNode blocks) {
        ArrayNode sealed = Json.object().arrayNode();
        for (JsonNode block : blocks) {
            if (block.hasNonNull("signature") || block.hasNonNull("data")) {
                sealed.add(((ObjectNode) block).deepCopy().without("thinking"));
            }
        }
        return sealed.isEmpty()
                ? Optional.empty()
                : Optional.of(MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(sealed)));
    }

    /** The blocks as the provider made them; empty when the seal is not ours, or the thoughts are not those it sealed. */
    static Optional<ArrayNode> open(String seal, List<String> thoughts) {
        if (!seal.startsWith(MARK)) {
            return Optional.empty();
        }
        try {
            byte[] json = Base64.getUrlDecoder().decode(seal.substring(MARK.length()));
            return Json.tree(json) instanceof ArrayNode blocks && complete(blocks, thoughts)
                    ? Optional.of(blocks)
                    : Optional.empty();
        } catch (IllegalArgumentException | IOException tampered) {
            return Optional.empty();
        }
    }

    private static boolean complete(ArrayNode blocks, List<String> thoughts) {
        Iterator<String> next = thoughts.iterator();
        for (JsonNode block : blocks) {
            if (!(block instanceof ObjectNode object)) {
                return false;
            }
            if (block.path("type").asText().equals("thinking")) {
                if (!next.hasNext()) {
                    return false;
                }
                object.put("thinking", next.next());
            }
        }
        return !next.hasNext();
    }
}
