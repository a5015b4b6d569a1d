package org.llmops.simulator.openai.batching;

import static org.llmops.simulator.openai.OpenAiDialect.OPENAI;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.llmops.simulator.serving.Fields;
import org.llmops.simulator.serving.Question;
import org.llmops.simulator.serving.Reply;
import org.llmops.simulator.serving.Serving;

/** {@code /v1/files}. */
@ApplicationScoped
class Files {

    private final StoredFiles files;

    Files(StoredFiles files) {
        this.files = files;
    }

    void publish(@Observes Router router, Serving serving) {
        serving.answer(router.post("/v1/files"), OPENAI, this::upload);
        serving.answer(router.get("/v1/files"), OPENAI, this::list);
        serving.answer(
                router.get("/v1/files/:id"),
                OPENAI,
                question -> new Reply.Whole(file(question).toJson(), 0));
        serving.answer(
                router.get("/v1/files/:id/content"),
                OPENAI,
                question -> new Reply.Whole(file(question).content(), "application/octet-stream", 0));
        serving.answer(router.delete("/v1/files/:id"), OPENAI, this::delete);
    }

    private Reply upload(Question question) {
        Fields form = question.body();
        String purpose = form.requiredText("purpose");
        String filename = form.requiredObject("file").requiredText("filename");
        return new Reply.Whole(
                files.add(filename, purpose, form.requiredFile("file").copy()).toJson(), 0);
    }

    private Reply list(Question question) {
        List<JsonObject> shown = files.all().stream()
                .filter(file ->
                        question.query("purpose").map(file.purpose()::equals).orElse(true))
                .map(StoredFile::toJson)
                .toList();
        return new Reply.Whole(page(shown), 0);
    }

    /** One page with everything. */
    static JsonObject page(List<JsonObject> items) {
        return new JsonObject()
                .put("object", "list")
                .put("data", new JsonArray(items))
                .put("first_id", items.isEmpty() ? "" : items.getFirst().getString("id"))
                .put("last_id", items.isEmpty() ? "" : items.getLast().getString("id"))
                .put("has_more", false);
    }

    private Reply delete(Question question) {
        String id = file(question).id();
        files.remove(id);
        return new Reply.Whole(
                new JsonObject().put("id", id).put("object", "file").put("deleted", true), 0);
    }

    private StoredFile file(Question question) {
        String id = question.path("id");
        return files.find(id).orElseThrow(() -> OPENAI.unknown("File object", id));
    }
}
