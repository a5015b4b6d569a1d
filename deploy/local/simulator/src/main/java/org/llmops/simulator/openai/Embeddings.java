package org.llmops.simulator.openai;

import static org.llmops.simulator.openai.OpenAiDialect.OPENAI;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import org.llmops.simulator.answering.Embedding;
import org.llmops.simulator.serving.Capability;
import org.llmops.simulator.serving.Dialect;
import org.llmops.simulator.serving.Fields;
import org.llmops.simulator.serving.Model;
import org.llmops.simulator.serving.Reply;
import org.llmops.simulator.serving.Serving;

/** {@code POST /v1/embeddings}. */
@ApplicationScoped
class Embeddings implements BatchOperation {

    private static final int DIMENSIONS = 1_536;

    void publish(@Observes Router router, Serving serving) {
        serving.post(router, path(), this);
        serving.post(router, "/openai/deployments/:deployment/embeddings", this);
    }

    @Override
    public String path() {
        return "/v1/embeddings";
    }

    @Override
    public Dialect dialect() {
        return OPENAI;
    }

    @Override
    public Capability capability() {
        return Capability.EMBEDDINGS;
    }

    /** Azure has a deployment in the path. */
    @Override
    public String model(RoutingContext context, Fields request) {
        String deployment = context.pathParam("deployment");
        return deployment == null ? BatchOperation.super.model(context, request) : deployment;
    }

    @Override
    public Optional<JsonObject> sample(int words, boolean stream) {
        return Optional.of(new JsonObject().put("input", "Measured.").put("dimensions", 64));
    }

    @Override
    public Reply reply(Model model, Fields body) {
        List<EmbeddingInput> inputs = EmbeddingInput.read(body);
        int dimensions = body.integer("dimensions", 1, DIMENSIONS).orElse(DIMENSIONS);
        boolean base64 = base64(body);
        JsonArray data = new JsonArray();
        int tokens = 0;
        for (EmbeddingInput input : inputs) {
            if (input.tokens() > model.contextWindow()) {
                throw OPENAI.promptTooLong(model, input.tokens(), "input");
            }
            tokens += input.tokens();
            Embedding embedding = input.embedded(dimensions);
            data.add(new JsonObject()
                    .put("object", "embedding")
                    .put("index", data.size())
                    .put("embedding", base64 ? embedding.base64() : embedding.floats()));
        }
        return new Reply.Whole(
                new JsonObject()
                        .put("object", "list")
                        .put("data", data)
                        .put("model", model.id())
                        .put(
                                "usage",
                                new JsonObject().put("prompt_tokens", tokens).put("total_tokens", tokens)),
                0);
    }

    private static boolean base64(Fields body) {
        String format = body.text("encoding_format").orElse("float");
        return switch (format) {
            case "float" -> false;
            case "base64" -> true;
            default -> throw OPENAI.invalid("encoding_format", "Supported values are: 'float' and 'base64'.");
        };
    }
}
