package org.llmops.router.call.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Set;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.body.RequestBody;
import org.llmops.router.call.Asked;
import org.llmops.router.call.ProviderAnswer;
import org.llmops.router.call.hub.EmbeddingsList;
import org.llmops.router.call.hub.EmbeddingsRequest;
import org.llmops.router.usage.UsageFlavour;
import org.llmops.router.usage.UsageReading;

/** Embeddings of Cohere. */
final class CohereEmbeddings {
    private static final Set<String> EXTENSIONS = Set.of("input_type", "truncate", "max_tokens", "priority");

    private CohereEmbeddings() {}

    /** Cohere demands to know what the vectors are for; clients of OpenAI mostly store them. */
    static ObjectNode request(RequestBody body, String model) throws BodyMalformed {
        EmbeddingsRequest wanted = EmbeddingsRequest.of(body, EXTENSIONS);
        ObjectNode request = Json.object().put("model", model).put("input_type", "search_document");
        ArrayNode texts = request.putArray("texts");
        wanted.inputs().forEach(texts::add);
        request.putArray("embedding_types").add("float");
        if (wanted.dimensions() > 0) {
            request.put("output_dimension", wanted.dimensions());
        }
        return request.setAll(wanted.extra());
    }

    static ProviderAnswer answer(JsonNode answer, Asked asked) throws IOException {
        EmbeddingsList list =
                new EmbeddingsList(asked.target().model().id(), EmbeddingsRequest.wantsBase64(asked.body()));
        for (JsonNode vector : answer.path("embeddings").path("float")) {
            list.add(vector);
        }
        JsonNode meta = answer.path("meta");
        return list.answer(meta.isObject() ? UsageReading.of(UsageFlavour.COHERE, meta) : null);
    }
}
