package org.llmops.simulator.gemini;

import static org.llmops.simulator.gemini.GeminiDialect.GEMINI;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.stream.Stream;
import org.llmops.simulator.gemini.GenerateContent.Delivery;
import org.llmops.simulator.serving.Capability;
import org.llmops.simulator.serving.Endpoint;
import org.llmops.simulator.serving.Models;
import org.llmops.simulator.serving.Reply;
import org.llmops.simulator.serving.Serving;

/** The API's operations, whose paths end in a colon and a verb, and the list of its models. */
@ApplicationScoped
class GeminiApi {

    private static final String MODELS =
            "/v1(?:beta1?)?/(?:projects/[^/]+/locations/[^/]+/publishers/google/)?models/(?<model>[^/:]+):";

    void publish(@Observes Router router, Serving serving) {
        offer(router, serving, "generateContent", new GenerateContent(Delivery.WHOLE));
        GenerateContent array = new GenerateContent(Delivery.ARRAY);
        serving.postWithRegex(
                router,
                MODELS + "streamGenerateContent",
                request -> "sse".equals(request.getParam("alt")),
                new GenerateContent(Delivery.EVENTS));
        offer(router, serving, "streamGenerateContent", array);
        offer(router, serving, "embedContent", new EmbedContent(false));
        offer(router, serving, "batchEmbedContents", new EmbedContent(true));
        offer(router, serving, "countTokens", new CountTokens());
        serving.answer(router.get("/v1beta/models"), GEMINI, ignored -> new Reply.Whole(list(), 0));
        serving.refuseTheRest(router, "/v1beta/*", GEMINI);
    }

    private static void offer(Router router, Serving serving, String verb, Endpoint endpoint) {
        serving.postWithRegex(router, MODELS + verb, ignored -> true, endpoint);
    }

    private static JsonObject list() {
        JsonArray models = new JsonArray();
        Stream.of(Capability.CONTENT, Capability.EMBEDDINGS)
                .flatMap(Models::with)
                .distinct()
                .forEach(model -> models.add(new JsonObject()
                        .put("name", "models/" + model.id())
                        .put("displayName", model.id())
                        .put("inputTokenLimit", model.contextWindow())));
        return new JsonObject().put("models", models);
    }
}
