package org.llmops.router.call.bedrock;

/** Why Bedrock's models stop, in OpenAI's words. */
final class StopReasons {
    private StopReasons() {}

    static String of(String reason) {
        return switch (reason) {
            case "max_tokens", "model_context_window_exceeded" -> "length";
            case "tool_use" -> "tool_calls";
            case "guardrail_intervened", "content_filtered" -> "content_filter";
            default -> "stop";
        };
    }
}
