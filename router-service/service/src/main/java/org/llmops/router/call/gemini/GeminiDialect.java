package org.llmops.router.call.gemini;

import java.io.IOException;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.body.RequestBody;
import org.llmops.router.call.Asked;
import org.llmops.router.call.ProviderAnswer;
import org.llmops.router.call.ProviderDialect;
import org.llmops.router.call.ProviderRequest;
import org.llmops.router.call.StreamReader;
import org.llmops.router.call.hub.ChatRequest;
import org.llmops.router.exchange.Operation;
import org.llmops.router.exchange.Target;
import org.llmops.router.refusal.ProviderError;
import org.llmops.router.wire.WireFormat;
import org.llmops.router.wire.chat.ChatFormat;
import org.llmops.router.wire.embeddings.EmbeddingsFormat;

/** Google's Gemini API, version v1beta, and the same at Vertex AI. */
public final class GeminiDialect implements ProviderDialect {
    @Override
    public boolean can(Operation operation, Target target) {
        return operation.isText() || operation == Operation.EMBEDDINGS;
    }

    @Override
    public boolean speaks(WireFormat format, Target target) {
        return format == ChatFormat.CHAT || format == EmbeddingsFormat.EMBEDDINGS;
    }

    @Override
    public ProviderRequest request(Operation operation, WireFormat format, RequestBody body, Target target)
            throws BodyMalformed {
        if (operation == Operation.EMBEDDINGS) {
            return GeminiEmbeddings.request(body, target);
        }
        String method = body.streamed() ? "streamGenerateContent?alt=sse" : "generateContent";
        byte[] json = Json.bytes(
                GenerateRequest.of(ChatRequest.of(body), target.model().id()));
        return new ProviderRequest(GeminiAddress.path(target, method), GeminiAddress.credential(target), json);
    }

    @Override
    public ProviderAnswer answer(Operation operation, WireFormat format, byte[] body) throws IOException {
        return operation == Operation.EMBEDDINGS
                ? GeminiEmbeddings.answer(Json.tree(body), "", false)
                : GenerateAnswer.of(Json.tree(body));
    }

    @Override
    public ProviderAnswer answer(Operation operation, WireFormat format, byte[] body, Asked asked) throws IOException {
        return operation == Operation.EMBEDDINGS
                ? GeminiEmbeddings.answer(Json.tree(body), asked)
                : answer(operation, format, body);
    }

    @Override
    public ProviderError error(int httpStatus, byte[] body) {
        return GeminiError.read(httpStatus, body);
    }

    @Override
    public StreamReader stream(WireFormat format) {
        return new GenerateStream();
    }
}
