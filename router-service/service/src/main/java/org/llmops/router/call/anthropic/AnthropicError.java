package org.llmops.router.call.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Locale;
import org.llmops.router.body.Json;
import org.llmops.router.refusal.ProviderError;
import org.llmops.router.refusal.ProviderError.Kind;
import org.llmops.router.wire.messages.MessagesFormat;

/** Errors as Anthropic tells them: {@code {"type":"error","error":{"type","message"}}}. */
final class AnthropicError {
    private AnthropicError() {}

    static ProviderError read(byte[] body) {
        JsonNode error = error(body);
        String type = error.path("type").asText("");
        JsonNode message = error.path("message");
        return new ProviderError(
                kind(type, message.asText("")),
                type,
                "",
                null,
                message.asText(""),
                message.isTextual() ? MessagesFormat.MESSAGES.surface() : "",
                body);
    }

    private static JsonNode error(byte[] body) {
        try {
            return Json.tree(body).path("error");
        } catch (IOException notJson) {
            return Json.object();
        }
    }

    /** There is no code that would tell a conversation that is too long from other requests that are wrong. */
    private static Kind kind(String type, String message) {
        String words = message.toLowerCase(Locale.ROOT);
        if (type.equals("billing_error") || words.contains("credit balance is too low")) {
            return Kind.QUOTA;
        }
        if (words.contains("prompt is too long") || words.contains("exceed context limit")) {
            return Kind.CONTEXT_WINDOW;
        }
        return words.contains("content filtering policy") ? Kind.CONTENT_FILTER : Kind.OTHER;
    }
}
