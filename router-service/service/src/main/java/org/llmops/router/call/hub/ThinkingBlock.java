package org.llmops.router.call.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.llmops.router.body.Json;

/** Blocks of thought as they stand in {@code thinking_blocks}: a provider that signed one wants it back unchanged. */
public final class ThinkingBlock {
    private ThinkingBlock() {}

    /** @param signature empty: it is not signed */
    public static ObjectNode signed(String thinking, String signature) {
        ObjectNode block = Json.object().put("type", "thinking").put("thinking", thinking);
        return signature.isEmpty() ? block : block.put("signature", signature);
    }

    /** A thought that only its provider can read. */
    public static ObjectNode redacted(String data) {
        return Json.object().put("type", "redacted_thinking").put("data", data);
    }
}
