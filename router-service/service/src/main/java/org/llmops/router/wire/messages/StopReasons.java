package org.llmops.router.wire.messages;

/** Why a message ended, in Anthropic's words and in OpenAI's. */
public final class StopReasons {
    private StopReasons() {}

    /** OpenAI's word; reasons that came later than this are an end like any other. */
    public static String toChat(String stopReason) {
        return switch (stopReason) {
            case "max_tokens", "model_context_window_exceeded" -> "length";
            case "tool_use" -> "tool_calls";
            case "refusal" -> "content_filter";
            default -> "stop";
        };
    }

    /** Anthropic's word. */
    public static String ofChat(String finishReason) {
        return switch (finishReason) {
            case "length" -> "max_tokens";
            case "tool_calls", "function_call" -> "tool_use";
            case "content_filter" -> "refusal";
            default -> "end_turn";
        };
    }
}
