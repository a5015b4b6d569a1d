package org.llmops.simulator.openai;

import static org.llmops.simulator.openai.OpenAiDialect.OPENAI;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.stream.Stream;
import org.llmops.simulator.serving.Capability;
import org.llmops.simulator.serving.Model;
import org.llmops.simulator.serving.Models;
import org.llmops.simulator.serving.Reply;
import org.llmops.simulator.serving.Serving;

/** {@code GET /v1/models} and {@code GET /v1/models/{id}}, and the refusal of every URL that is no operation. */
@ApplicationScoped
class OpenAiModels {

    private static final long CREATED = 1_735_689_600;
    private static final List<Capability> SPOKEN = List.of(
            Capability.CHAT,
            Capability.EMBEDDINGS,
            Capability.MODERATION,
            Capability.IMAGES,
            Capability.SPEECH,
            Capability.TRANSCRIPTION,
            Capability.RERANKING);

    void publish(@Observes Router router, Serving serving) {
        serving.answer(router.get("/v1/models"), OPENAI, ignored -> new Reply.Whole(list(), 0));
        serving.answer(router.get("/v1/models/:id"), OPENAI, question -> new Reply.Whole(one(question.path("id")), 0));
        serving.refuseTheRest(router, "/v1/*", OPENAI);
    }

    private static JsonObject list() {
        JsonArray data = new JsonArray();
        offered().forEach(model -> data.add(json(model)));
        return new JsonObject().put("object", "list").put("data", data);
    }

    private static JsonObject one(String id) {
        return offered()
                .filter(model -> model.id().equals(id))
                .findFirst()
                .map(OpenAiModels::json)
                .orElseThrow(() -> OPENAI.modelUnknown(id));
    }

    private static Stream<Model> offered() {
        return SPOKEN.stream().flatMap(Models::with).distinct();
    }

    private static JsonObject json(Model model) {
        return new JsonObject()
                .put("id", model.id())
                .put("object", "model")
                .put("created", CREATED)
                .put("owned_by", "simulator");
    }
}
