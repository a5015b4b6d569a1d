package org.llmops.router.call.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.llmops.router.body.Json;
import org.llmops.router.refusal.ProviderError;
import org.llmops.router.refusal.ProviderError.Kind;
import org.llmops.router.wire.chat.ChatFormat;

/** Errors of providers that speak OpenAI's wire format. */
final class OpenAiError {
    private OpenAiError() {}

    static ProviderError read(byte[] body) {
        JsonNode error = error(body);
        JsonNode message = error.path("message");
        JsonNode param = error.path("param");
        return new ProviderError(
                kind(error.path("code").asText("")),
                error.path("type").asText(""),
                error.path("code").asText(""),
                param.isTextual() ? param.textValue() : null,
                message.asText(""),
                message.isTextual() ? ChatFormat.CHAT.surface() : "",
                body);
    }

    private static JsonNode error(byte[] body) {
        try {
            return Json.tree(body).path("error");
        } catch (IOException notJson) {
            return Json.object();
        }
    }

    private static Kind kind(String code) {
        return switch (code) {
            case "context_length_exceeded" -> Kind.CONTEXT_WINDOW;
            case "content_filter", "content_policy_violation" -> Kind.CONTENT_FILTER;
            case "insufficient_quota" -> Kind.QUOTA;
            default -> Kind.OTHER;
        };
    }
}
