package org.llmops.simulator.cohere;

import static org.llmops.simulator.cohere.CohereDialect.COHERE;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import org.llmops.simulator.answering.Embedding;
import org.llmops.simulator.answering.Tokens;
import org.llmops.simulator.serving.Capability;
import org.llmops.simulator.serving.Dialect;
import org.llmops.simulator.serving.Endpoint;
import org.llmops.simulator.serving.Fields;
import org.llmops.simulator.serving.Model;
import org.llmops.simulator.serving.RandomIds;
import org.llmops.simulator.serving.Reply;
import org.llmops.simulator.serving.Serving;

/** {@code POST /v2/embed}: texts, as numbers or in base64. */
@ApplicationScoped
class CohereEmbed implements Endpoint {

    private static final int DIMENSIONS = 1_536;
    private static final int MOST_TEXTS = 96;

    void publish(@Observes Router router, Serving serving) {
        serving.post(router, "/v2/embed", this);
    }

    @Override
    public Dialect dialect() {
        return COHERE;
    }

    @Override
    public Capability capability() {
        return Capability.EMBEDDINGS;
    }

    @Override
    public Reply reply(Model model, Fields body) {
        body.requiredText("input_type");
        List<String> texts = texts(body);
        if (texts.isEmpty() || texts.size() > MOST_TEXTS) {
            throw COHERE.invalid("texts", "there have to be 1 to " + MOST_TEXTS + " of them");
        }
        int dimensions = body.integer("output_dimension", 1, DIMENSIONS).orElse(DIMENSIONS);
        JsonObject embeddings = new JsonObject();
        for (Object type : body.array("embedding_types").orElseGet(() -> JsonArray.of("float"))) {
            JsonArray vectors = new JsonArray();
            for (String text : texts) {
                Embedding vector = Embedding.ofText(text, dimensions);
                vectors.add(
                        switch (String.valueOf(type)) {
                            case "float" -> vector.floats();
                            case "base64" -> vector.base64();
                            default -> throw COHERE.invalid("embedding_types", "only float and base64 are simulated");
                        });
            }
            embeddings.put(String.valueOf(type), vectors);
        }
        int tokens = texts.stream().mapToInt(Tokens::count).sum();
        return new Reply.Whole(
                new JsonObject()
                        .put("id", RandomIds.next(""))
                        .put("embeddings", embeddings)
                        .put("texts", new JsonArray(texts))
                        .put("meta", meta(new JsonObject().put("input_tokens", tokens)))
                        .put("response_type", "embeddings_by_type"),
                0);
    }

    static JsonObject meta(JsonObject billedUnits) {
        return new JsonObject()
                .put("api_version", new JsonObject().put("version", "2"))
                .put("billed_units", billedUnits);
    }

    /** As {@code texts}, or as the content of {@code inputs}. */
    private static List<String> texts(Fields body) {
        List<String> texts = new ArrayList<>();
        body.array("texts").ifPresent(array -> array.forEach(text -> texts.add(String.valueOf(text))));
        for (Fields input : body.objects("inputs")) {
            input.objects("content").forEach(part -> part.text("text").ifPresent(texts::add));
        }
        return texts;
    }
}
