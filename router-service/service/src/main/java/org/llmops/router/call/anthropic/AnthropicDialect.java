package org.llmops.router.call.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.body.RequestBody;
import org.llmops.router.body.Splice;
import org.llmops.router.call.ProviderAnswer;
import org.llmops.router.call.ProviderDialect;
import org.llmops.router.call.ProviderRequest;
import org.llmops.router.call.StreamReader;
import org.llmops.router.exchange.Operation;
import org.llmops.router.exchange.Target;
import org.llmops.router.refusal.ProviderError;
import org.llmops.router.wire.WireFormat;
import org.llmops.router.wire.messages.MessagesFormat;

/** Anthropic's Messages API, version 2023-06-01. */
public final class AnthropicDialect implements ProviderDialect {
    private static final String VERSION = "2023-06-01";

    @Override
    public boolean can(Operation operation, Target target) {
        return operation.isText();
    }

    @Override
    public boolean speaks(WireFormat format, Target target) {
        return format instanceof MessagesFormat;
    }

    /** Clients choose by headers which of the API's previews they want. */
    @Override
    public List<String> passedOn(WireFormat format) {
        return format instanceof MessagesFormat ? List.of("anthropic-beta", "anthropic-version") : List.of();
    }

    @Override
    public ProviderRequest request(Operation operation, WireFormat format, RequestBody body, Target target)
            throws BodyMalformed {
        Map<String, String> headers = new HashMap<>();
        headers.put("anthropic-version", VERSION);
        if (target.provider().credential().isPresent()) {
            headers.put("x-api-key", target.provider().credential().reveal());
        }
        return new ProviderRequest(
                format == MessagesFormat.COUNTED ? "/messages/count_tokens" : "/messages",
                headers,
                format instanceof MessagesFormat
                        ? edited(format, ForeignThoughts.without(body), target)
                        : Json.bytes(MessagesRequest.of(body, target.model())));
    }

    /** The client's own bytes, but for the model's name and a bound that its prompt left out. */
    private static byte[] edited(WireFormat format, RequestBody body, Target target) {
        Splice edits = body.set(body.edit(), "model", Json.quoted(target.model().id()));
        if (format == MessagesFormat.MESSAGES && body.maxOutputTokens() == 0) {
            edits = body.set(edits, "max_tokens", Json.utf8(Long.toString(MessagesRequest.maxTokens(target.model()))));
        }
        return edits.bytes();
    }

    @Override
    public ProviderAnswer answer(Operation operation, WireFormat format, byte[] json) throws IOException {
        if (format == MessagesFormat.COUNTED) {
            return new ProviderAnswer(format.answer(json), null);
        }
        if (format instanceof MessagesFormat) {
            AnswerBody message = format.answer(json);
            if (message.choices() == 0 || message.failed()) {
                throw new IOException("The provider's answer is no message");
            }
            return new ProviderAnswer(message, message.usage());
        }
        JsonNode message = Json.tree(json);
        if (!message.path("type").asText().equals("message")) {
            throw new IOException("The provider's answer is no message");
        }
        return MessagesAnswer.translate(message);
    }

    @Override
    public ProviderError error(int httpStatus, byte[] json) {
        return AnthropicError.read(json);
    }

    @Override
    public StreamReader stream(WireFormat format) {
        return format instanceof MessagesFormat ? new NativeStream(format) : new MessagesStream();
    }
}
