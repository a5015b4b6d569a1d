package org.llmops.router.call.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import org.llmops.router.call.hub.ChatMessage;
import org.llmops.router.call.hub.ThinkingBlock;

/**
 * Google signs parts of its answers and wants the signatures back. In chat completions they travel as
 * {@code thinking_blocks}, which every client format can carry, marked as Google's so that no other provider takes them
 * for its own; those of tool calls also where Google's OpenAI-compatible surface has them, in {@code extra_content}.
 */
final class Signatures {
    /** Google's word for a call that another model made, which nobody could sign. */
    static final String UNSIGNED = "skip_thought_signature_validator";

    private static final String MARK = "google/";

    private Signatures() {}

    /** The block that carries a signature; the thought is empty when something else was signed. */
    static ObjectNode block(String thought, String signature) {
        return ThinkingBlock.signed(thought, signature.isEmpty() ? "" : MARK + signature);
    }

    /** Attaches the signature of a call to the call. */
    static void attach(ObjectNode call, String signature) {
        if (!signature.isEmpty()) {
            call.putObject("extra_content").putObject("google").put("thought_signature", signature);
        }
    }

    static String ofCall(JsonNode call) {
        return call.path("extra_content")
                .path("google")
                .path("thought_signature")
                .asText("");
    }

    /** Google's own signature of a block; empty when another provider signed it, or nobody. */
    static String ofBlock(JsonNode block) {
        String signature = block.path("signature").asText("");
        return signature.startsWith(MARK) ? signature.substring(MARK.length()) : "";
    }

    /** Signatures of what was no thought, in order. */
    static Deque<String> loose(ChatMessage message) {
        Deque<String> loose = new ArrayDeque<>();
        for (JsonNode block : message.thinkingBlocks()) {
            String signature = ofBlock(block);
            if (!signature.isEmpty() && block.path("thinking").asText("").isEmpty()) {
                loose.add(signature);
            }
        }
        return loose;
    }
}
