package org.llmops.router.call.cohere;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.body.RequestBody;
import org.llmops.router.call.Asked;
import org.llmops.router.call.ProviderAnswer;
import org.llmops.router.call.ProviderDialect;
import org.llmops.router.call.ProviderRequest;
import org.llmops.router.call.StreamReader;
import org.llmops.router.call.hub.ChatRequest;
import org.llmops.router.call.passthrough.Passthrough;
import org.llmops.router.exchange.Operation;
import org.llmops.router.exchange.Target;
import org.llmops.router.refusal.ProviderError;
import org.llmops.router.wire.WireFormat;
import org.llmops.router.wire.chat.ChatFormat;
import org.llmops.router.wire.embeddings.EmbeddingsFormat;
import org.llmops.router.wire.passthrough.Endpoint;
import org.llmops.router.wire.passthrough.PassthroughFormat;

/** Cohere's API, version 2. */
public final class CohereDialect implements ProviderDialect {
    @Override
    public boolean can(Operation operation, Target target) {
        return operation.isText() || operation == Operation.EMBEDDINGS || operation == Operation.RERANK;
    }

    @Override
    public boolean speaks(WireFormat format, Target target) {
        return format == ChatFormat.CHAT
                || format == EmbeddingsFormat.EMBEDDINGS
                || format instanceof PassthroughFormat passing && passing.endpoint() == Endpoint.RERANK;
    }

    @Override
    public ProviderRequest request(Operation operation, WireFormat format, RequestBody body, Target target)
            throws BodyMalformed {
        if (format instanceof PassthroughFormat passing) {
            return Passthrough.request(passing, "/rerank", credential(target), body, target);
        }
        return operation == Operation.EMBEDDINGS
                ? send("/embed", CohereEmbeddings.request(body, target.model().id()), target)
                : send(
                        "/chat",
                        CohereRequest.of(ChatRequest.of(body), target.model().id()),
                        target);
    }

    private static ProviderRequest send(String path, ObjectNode json, Target target) {
        return new ProviderRequest(path, credential(target), Json.bytes(json));
    }

    private static Map<String, String> credential(Target target) {
        String secret = target.provider().credential().reveal();
        return secret.isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + secret);
    }

    @Override
    public ProviderAnswer answer(Operation operation, WireFormat format, byte[] body) throws IOException {
        return CohereAnswer.of(Json.tree(body), "");
    }

    @Override
    public ProviderAnswer answer(Operation operation, WireFormat format, byte[] body, Asked asked) throws IOException {
        if (format instanceof PassthroughFormat passing) {
            return Passthrough.answer(passing, body);
        }
        return operation == Operation.EMBEDDINGS
                ? CohereEmbeddings.answer(Json.tree(body), asked)
                : CohereAnswer.of(Json.tree(body), asked.target().model().id());
    }

    @Override
    public ProviderError error(int httpStatus, byte[] body) {
        return CohereError.read(httpStatus, body);
    }

    @Override
    public StreamReader stream(WireFormat format) {
        return new CohereStream("");
    }

    @Override
    public StreamReader stream(WireFormat format, Asked asked) {
        return new CohereStream(asked.target().model().id());
    }
}
