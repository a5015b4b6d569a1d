package org.llmops.router.call.gemini;

/** Why Google's models stop, in OpenAI's words. */
final class FinishReasons {
    private FinishReasons() {}

    static String of(String reason, boolean calls) {
        return switch (reason) {
            case "MAX_TOKENS" -> "length";
            case "SAFETY",
                    "RECITATION",
                    "LANGUAGE",
                    "BLOCKLIST",
                    "PROHIBITED_CONTENT",
                    "SPII",
                    "MODEL_ARMOR",
                    "IMAGE_SAFETY",
                    "IMAGE_PROHIBITED_CONTENT",
                    "IMAGE_RECITATION" -> "content_filter";
            default -> calls ? "tool_calls" : "stop";
        };
    }
}
