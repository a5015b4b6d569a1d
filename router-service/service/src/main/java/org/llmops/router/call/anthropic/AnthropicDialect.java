package org.llmops.router.call.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.body.RequestBody;
import org.llmops.router.call.ProviderAnswer;
import org.llmops.router.call.ProviderDialect;
import org.llmops.router.call.ProviderRequest;
import org.llmops.router.call.StreamReader;
import org.llmops.router.exchange.Operation;
import org.llmops.router.exchange.Target;
import org.llmops.router.refusal.ProviderError;
import org.llmops.router.wire.WireFormat;
import org.llmops.router.wire.chat.ChatFormat;

/** Anthropic's Messages API, version 2023-06-01. */
public final class AnthropicDialect implements ProviderDialect {
    private static final String VERSION = "2023-06-01";

    @Override
    public boolean can(Operation operation, Target target) {
        return operation == Operation.CHAT;
    }

    @Override
    public boolean speaks(WireFormat format, Target target) {
        return format == ChatFormat.CHAT;
    }

    @Override
    public ProviderRequest request(Operation operation, WireFormat format, RequestBody body, Target target)
            throws BodyMalformed {
        Map<String, String> headers = new HashMap<>();
        headers.put("anthropic-version", VERSION);
        if (target.provider().credential().isPresent()) {
            headers.put("x-api-key", target.provider().credential().reveal());
        }
        return new ProviderRequest("/messages", headers, Json.bytes(MessagesRequest.of(body, target.model())));
    }

    @Override
    public ProviderAnswer answer(Operation operation, WireFormat format, byte[] json) throws IOException {
        return MessagesAnswer.translate(Json.tree(json));
    }

    /** {@code {"type":"error","error":{"type","message"}}}. */
    @Override
    public ProviderError error(int httpStatus, byte[] body) {
        JsonNode error = error(body);
        return new ProviderError(
                ProviderError.Kind.OTHER,
                error.path("type").asText(""),
                "",
                null,
                error.path("message").asText(""),
                "",
                body);
    }

    private static JsonNode error(byte[] body) {
        try {
            return Json.tree(body).path("error");
        } catch (IOException notJson) {
            return Json.object();
        }
    }

    @Override
    public StreamReader stream(WireFormat format) {
        return new MessagesStream();
    }
}
