package org.llmops.router.call.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.Json;
import org.llmops.router.body.Member;
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
import org.llmops.router.wire.chat.ChatFormat;
import org.llmops.router.wire.embeddings.EmbeddingsFormat;

/** OpenAI's wire format, to all who speak it. */
public final class OpenAiDialect implements ProviderDialect {
    private static final byte[] WITH_USAGE = Json.utf8("{\"include_usage\":true}");

    @Override
    public boolean can(Operation operation, Target target) {
        return true;
    }

    @Override
    public boolean speaks(WireFormat format, Target target) {
        return format == ChatFormat.CHAT || format == EmbeddingsFormat.EMBEDDINGS;
    }

    @Override
    public ProviderRequest request(Operation operation, WireFormat format, RequestBody body, Target target) {
        Splice edits = body.set(body.edit(), "model", Json.quoted(target.model().id()));
        if (operation == Operation.CHAT && body.streamed() && !body.usageWanted()) {
            edits = body.set(edits, "stream_options", streamOptions(body));
        }
        String secret = target.provider().credential().reveal();
        return new ProviderRequest(
                operation == Operation.CHAT ? "/chat/completions" : "/embeddings",
                secret.isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + secret),
                edits.bytes());
    }

    /** The client's own options, and the usage that only the router wants to know. */
    private static byte[] streamOptions(RequestBody body) {
        Member present = body.members().get("stream_options");
        try {
            if (present != null
                    && Json.tree(
                                    body.bytes(),
                                    present.value().start(),
                                    present.value().end())
                            instanceof ObjectNode options) {
                return Json.bytes(options.put("include_usage", true));
            }
            return WITH_USAGE;
        } catch (IOException impossible) {
            throw new IllegalStateException("The body was scanned before", impossible);
        }
    }

    @Override
    public ProviderAnswer answer(Operation operation, WireFormat format, byte[] json) throws IOException {
        AnswerBody body = format.answer(json);
        if (body.failed() || operation == Operation.CHAT && body.choices() == 0) {
            throw new IOException("The provider's answer has no choices");
        }
        return new ProviderAnswer(body, body.tokens().orElse(null));
    }

    @Override
    public ProviderError error(int httpStatus, byte[] json) {
        return OpenAiError.read(json);
    }

    @Override
    public StreamReader stream(WireFormat format) {
        return new OpenAiStream(format);
    }
}
