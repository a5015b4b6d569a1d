package org.llmops.simulator.openai.batching;

import static org.llmops.simulator.openai.OpenAiDialect.OPENAI;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.llmops.simulator.serving.Fields;
import org.llmops.simulator.serving.Question;
import org.llmops.simulator.serving.Reply;
import org.llmops.simulator.serving.Serving;

/** {@code /v1/batches}. A batch is completed when it is created, unless none of its lines can be read: then it has failed. */
@ApplicationScoped
class Batches {

    private static final int MOST_BATCHES = 100;

    private final StoredFiles files;
    private final BatchRun run;
    private final Map<String, JsonObject> batches = new LinkedHashMap<>();

    Batches(StoredFiles files, BatchRun run) {
        this.files = files;
        this.run = run;
    }

    void publish(@Observes Router router, Serving serving) {
        serving.answer(router.post("/v1/batches"), OPENAI, this::create);
        serving.answer(router.get("/v1/batches"), OPENAI, ignored -> new Reply.Whole(Files.page(all()), 0));
        serving.answer(router.get("/v1/batches/:id"), OPENAI, question -> new Reply.Whole(batch(question), 0));
        serving.answer(router.post("/v1/batches/:id/cancel"), OPENAI, this::cancel);
    }

    private Reply create(Question question) {
        Fields request = question.body();
        String input = request.requiredText("input_file_id");
        StoredFile file = files.find(input).orElseThrow(() -> OPENAI.unknown("File object", input));
        JsonObject batch = run.of(file, request);
        keep(batch);
        return new Reply.Whole(batch, 0);
    }

    /** What is over cannot be cancelled. */
    private Reply cancel(Question question) {
        JsonObject batch = batch(question);
        throw OPENAI.invalid("id", "Cannot cancel a batch with status '" + batch.getString("status") + "'.");
    }

    private synchronized void keep(JsonObject batch) {
        batches.put(batch.getString("id"), batch);
        if (batches.size() > MOST_BATCHES) {
            batches.remove(batches.keySet().iterator().next());
        }
    }

    private synchronized List<JsonObject> all() {
        return List.copyOf(batches.values()).reversed();
    }

    private synchronized JsonObject batch(Question question) {
        String id = question.path("id");
        JsonObject batch = batches.get(id);
        if (batch == null) {
            throw OPENAI.unknown("batch", id);
        }
        return batch;
    }
}
