package org.llmops.router.call.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

/** Anthropic's Messages API, version 2023-06-01. */
public final class AnthropicDialect implements ProviderDialect {
    private static final String VERSION = "2023-06-01";

    @Override
    public boolean speaks(Operation operation) {
        return operation == Operation.CHAT;
    }

    @Override
    public ProviderRequest request(Operation operation, RequestBody body, Target target) throws BodyMalformed {
        Map<String, String> headers = new HashMap<>();
        headers.put("anthropic-version", VERSION);
        if (target.provider().credential().isPresent()) {
            headers.put("x-api-key", target.provider().credential().reveal());
        }
        return new ProviderRequest("/messages", headers, Json.bytes(MessagesRequest.of(body, target.model())));
    }

    @Override
    public ProviderAnswer answer(Operation operation, byte[] json) throws IOException {
        return MessagesAnswer.translate(Json.tree(json));
    }

    /** {@code {"type":"error","error":{"type","message"}}}. */
    @Override
    public byte[] error(byte[] json) {
        try {
            JsonNode error = Json.tree(json).path("error");
            ObjectNode document = Json.object();
            document.putObject("error")
                    .put("message", error.path("message").asText("The provider refused the request."))
                    .put("type", error.path("type").asText("invalid_request_error"))
                    .putNull("param")
                    .putNull("code");
            return Json.bytes(document);
        } catch (IOException notJson) {
            return json;
        }
    }

    @Override
    public StreamReader stream() {
        return new MessagesStream();
    }
}
