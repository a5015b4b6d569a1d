package org.llmops.router.call.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.body.RequestBody;
import org.llmops.router.body.TokenUsage;
import org.llmops.router.call.Asked;
import org.llmops.router.call.ProviderAnswer;
import org.llmops.router.call.hub.EmbeddingsList;
import org.llmops.router.call.hub.EmbeddingsRequest;
import org.llmops.router.exchange.Target;

/** The families of embedding models that Bedrock hosts: each has a request of its own. */
enum BedrockEmbeddings {
    TITAN(Set.of("normalize")) {
        @Override
        ObjectNode request(EmbeddingsRequest wanted, String model) throws BodyMalformed {
            ObjectNode request = Json.object().put("inputText", one(wanted));
            if (wanted.dimensions() > 0) {
                request.put("dimensions", wanted.dimensions());
            }
            return request.setAll(wanted.extra());
        }
    },
    COHERE(Set.of("input_type", "truncate")) {
        @Override
        ObjectNode request(EmbeddingsRequest wanted, String model) throws BodyMalformed {
            ObjectNode request = Json.object();
            ArrayNode texts = request.putArray("texts");
            wanted.inputs().forEach(texts::add);
            request.put("input_type", "search_query");
            request.setAll(wanted.extra());
            if (model.contains("embed-v4")) {
                request.putArray("embedding_types").add("float");
                if (wanted.dimensions() > 0) {
                    request.put("output_dimension", wanted.dimensions());
                }
            } else if (wanted.dimensions() > 0 && wanted.dimensions() != V3_DIMENSIONS) {
                throw new BodyMalformed("dimensions", "This model's vectors have 1024 dimensions.");
            }
            return request;
        }
    },
    NOVA(Set.of("embedding_purpose")) {
        @Override
        ObjectNode request(EmbeddingsRequest wanted, String model) throws BodyMalformed {
            ObjectNode request = Json.object().put("taskType", "SINGLE_EMBEDDING");
            ObjectNode single = request.putObject("singleEmbeddingParams")
                    .put(
                            "embeddingPurpose",
                            wanted.extra().path("embedding_purpose").asText("GENERIC_INDEX"));
            if (wanted.dimensions() > 0) {
                single.put("embeddingDimension", wanted.dimensions());
            }
            single.putObject("text").put("truncationMode", "END").put("value", one(wanted));
            return request;
        }
    };

    private static final int V3_DIMENSIONS = 1024;

    private final Set<String> extensions;

    BedrockEmbeddings(Set<String> extensions) {
        this.extensions = extensions;
    }

    /** Empty: the target makes no embeddings. */
    static Optional<BedrockEmbeddings> of(Target target) {
        String model = target.model().id();
        if (model.contains("titan-embed")) {
            return Optional.of(TITAN);
        }
        if (model.contains("cohere.embed")) {
            return Optional.of(COHERE);
        }
        return model.contains("amazon.nova") && model.contains("embeddings") ? Optional.of(NOVA) : Optional.empty();
    }

    abstract ObjectNode request(EmbeddingsRequest wanted, String model) throws BodyMalformed;

    ObjectNode request(RequestBody body, Target target) throws BodyMalformed {
        return request(EmbeddingsRequest.of(body, extensions), target.model().id());
    }

    private static String one(EmbeddingsRequest wanted) throws BodyMalformed {
        if (wanted.inputs().size() > 1) {
            throw new BodyMalformed("input", "This model takes one text per call.");
        }
        return wanted.inputs().getFirst();
    }

    /** One vector, a list of them, a list of objects that hold one, or lists by type: no two families agree. */
    static ProviderAnswer answer(JsonNode answer, Asked asked) throws IOException {
        EmbeddingsList list =
                new EmbeddingsList(asked.target().model().id(), EmbeddingsRequest.wantsBase64(asked.body()));
        if (answer.path("embedding").isArray()) {
            list.add(answer.path("embedding"));
        }
        JsonNode embeddings = answer.path("embeddings");
        for (JsonNode embedding : embeddings.isObject() ? embeddings.path("float") : embeddings) {
            list.add(embedding.isObject() ? embedding.path("embedding") : embedding);
        }
        return list.answer(usage(answer, asked));
    }

    /** Titan tells what it read in its answer; for all the others AWS tells it in a header. */
    private static @Nullable TokenUsage usage(JsonNode answer, Asked asked) {
        JsonNode told = answer.path("inputTextTokenCount");
        String header = asked.header().apply("X-Amzn-Bedrock-Input-Token-Count");
        long count = told.isNumber() ? told.asLong() : header.matches("[0-9]{1,12}") ? Long.parseLong(header) : -1;
        return count < 0
                ? null
                : new TokenUsage(
                        count,
                        0,
                        0,
                        0,
                        0,
                        Json.object().put("inputTokens", count).toString());
    }
}
