package org.llmops.router.call.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Locale;
import org.llmops.router.body.Json;
import org.llmops.router.refusal.ProviderError;
import org.llmops.router.refusal.ProviderError.Kind;
import org.llmops.router.wire.chat.ChatFormat;

/**
 * Errors of providers that speak OpenAI's wire formats. Some imitate the shape from memory: the error itself on the
 * outside (Mistral, older vLLM), or a text in place of the object (xAI).
 */
final class OpenAiError {
    private static final int MAX_MESSAGE = 2_000;

    private OpenAiError() {}

    static ProviderError read(byte[] body) {
        JsonNode document = tree(body);
        JsonNode error = document.path("error").isObject() ? document.path("error") : document;
        JsonNode message = document.path("error").isTextual() ? document.path("error") : error.path("message");
        String said = message.isTextual() ? message.textValue() : message.isContainerNode() ? message.toString() : "";
        JsonNode param = error.path("param");
        boolean shaped = document.path("error").isObject() && message.isTextual();
        return new ProviderError(
                kind(error.path("code").asText(""), said.toLowerCase(Locale.ROOT)),
                text(error.path("type")),
                text(error.path("code")),
                param.isTextual() ? param.textValue() : null,
                said.substring(0, Math.min(said.length(), MAX_MESSAGE)),
                shaped ? ChatFormat.CHAT.surface() : "",
                body);
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : "";
    }

    private static JsonNode tree(byte[] body) {
        try {
            return Json.tree(body);
        } catch (IOException notJson) {
            return Json.object();
        }
    }

    private static Kind kind(String code, String message) {
        return switch (code) {
            case "context_length_exceeded" -> Kind.CONTEXT_WINDOW;
            case "content_filter", "content_policy_violation" -> Kind.CONTENT_FILTER;
            case "insufficient_quota" -> Kind.QUOTA;
            default ->
                // Those who have no name for it say it in much the same words.
                message.contains("maximum context length")
                                || message.contains("context window")
                                || message.contains("maximum prompt length")
                        ? Kind.CONTEXT_WINDOW
                        : Kind.OTHER;
        };
    }
}
