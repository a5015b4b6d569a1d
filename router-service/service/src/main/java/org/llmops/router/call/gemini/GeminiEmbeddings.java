package org.llmops.router.call.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.body.RequestBody;
import org.llmops.router.body.TokenUsage;
import org.llmops.router.call.Asked;
import org.llmops.router.call.ProviderAnswer;
import org.llmops.router.call.ProviderRequest;
import org.llmops.router.call.hub.EmbeddingsList;
import org.llmops.router.call.hub.EmbeddingsRequest;
import org.llmops.router.exchange.Target;

/** Embeddings: one text or a batch at Google AI, predictions at Vertex AI. */
final class GeminiEmbeddings {
    private static final Set<String> EXTENSIONS = Set.of("task_type", "title", "auto_truncate");

    private GeminiEmbeddings() {}

    static ProviderRequest request(RequestBody body, Target target) throws BodyMalformed {
        EmbeddingsRequest wanted = EmbeddingsRequest.of(body, EXTENSIONS);
        if (GeminiAddress.isVertex(target)) {
            return send(target, "predict", instances(wanted));
        }
        if (wanted.extra().has("auto_truncate")) {
            throw new BodyMalformed("auto_truncate", "This model does not take 'auto_truncate'.");
        }
        String model = GeminiAddress.name(target);
        if (wanted.inputs().size() == 1) {
            return send(target, "embedContent", content(wanted, wanted.inputs().getFirst(), model));
        }
        ObjectNode batch = Json.object();
        wanted.inputs().forEach(text -> batch.withArrayProperty("requests").add(content(wanted, text, model)));
        return send(target, "batchEmbedContents", batch);
    }

    private static ProviderRequest send(Target target, String method, ObjectNode json) {
        return new ProviderRequest(
                GeminiAddress.path(target, method), GeminiAddress.credential(target), Json.bytes(json));
    }

    private static ObjectNode content(EmbeddingsRequest wanted, String text, String model) {
        ObjectNode request = Json.object().put("model", model);
        request.putObject("content").putArray("parts").addObject().put("text", text);
        copy(wanted.extra(), "task_type", request, "taskType");
        copy(wanted.extra(), "title", request, "title");
        if (wanted.dimensions() > 0) {
            request.put("outputDimensionality", wanted.dimensions());
        }
        return request;
    }

    private static ObjectNode instances(EmbeddingsRequest wanted) {
        ObjectNode request = Json.object();
        for (String text : wanted.inputs()) {
            ObjectNode instance = request.withArrayProperty("instances")
                    .addObject()
                    .put("content", text)
                    .put("task_type", "RETRIEVAL_QUERY");
            copy(wanted.extra(), "task_type", instance, "task_type");
            copy(wanted.extra(), "title", instance, "title");
        }
        ObjectNode parameters = Json.object();
        copy(wanted.extra(), "auto_truncate", parameters, "autoTruncate");
        if (wanted.dimensions() > 0) {
            parameters.put("outputDimensionality", wanted.dimensions());
        }
        if (!parameters.isEmpty()) {
            request.set("parameters", parameters);
        }
        return request;
    }

    private static void copy(ObjectNode from, String name, ObjectNode into, String as) {
        if (from.hasNonNull(name)) {
            into.set(as, from.get(name));
        }
    }

    static ProviderAnswer answer(JsonNode answer, Asked asked) throws IOException {
        return answer(answer, asked.target().model().id(), EmbeddingsRequest.wantsBase64(asked.body()));
    }

    static ProviderAnswer answer(JsonNode answer, String model, boolean base64) throws IOException {
        EmbeddingsList list = new EmbeddingsList(model, base64);
        if (answer.path("embedding").isObject()) {
            list.add(answer.path("embedding").path("values"));
        }
        for (JsonNode embedding : answer.path("embeddings")) {
            list.add(embedding.path("values"));
        }
        for (JsonNode prediction : answer.path("predictions")) {
            list.add(prediction.path("embeddings").path("values"));
        }
        return list.answer(usage(answer));
    }

    /** Google AI counts for the whole, Vertex AI for each text; older models do not count. */
    private static @Nullable TokenUsage usage(JsonNode answer) {
        TokenUsage told = GenerateAnswer.usage(answer);
        long counted = 0;
        for (JsonNode prediction : answer.path("predictions")) {
            counted += prediction
                    .path("embeddings")
                    .path("statistics")
                    .path("token_count")
                    .asLong();
        }
        return told != null || counted == 0
                ? told
                : new TokenUsage(
                        counted,
                        0,
                        0,
                        0,
                        0,
                        Json.object().put("token_count", counted).toString());
    }
}
