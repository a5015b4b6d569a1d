package org.llmops.simulator.openai.batching;

import static org.llmops.simulator.openai.OpenAiDialect.OPENAI;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.llmops.simulator.openai.BatchOperation;
import org.llmops.simulator.serving.Endpoint;
import org.llmops.simulator.serving.Fields;
import org.llmops.simulator.serving.Models;
import org.llmops.simulator.serving.RandomIds;
import org.llmops.simulator.serving.Refusal;
import org.llmops.simulator.serving.Reply;

/** Answers the lines of a batch's file, one after the other. */
@ApplicationScoped
class BatchRun {

    private static final int MOST_LINES = 1_000;
    private static final long DAY_SECONDS = 24 * 60 * 60;

    private final Instance<BatchOperation> operations;
    private final StoredFiles files;

    BatchRun(Instance<BatchOperation> operations, StoredFiles files) {
        this.operations = operations;
        this.files = files;
    }

    /** The batch, over and done with. */
    JsonObject of(StoredFile input, Fields request) {
        String path = request.requiredText("endpoint");
        BatchOperation operation = operation(path)
                .orElseThrow(() -> OPENAI.invalid("endpoint", "'" + path + "' is no operation of batches."));
        List<JsonObject> answered = new ArrayList<>();
        List<JsonObject> failed = new ArrayList<>();
        input.content()
                .toString()
                .lines()
                .filter(line -> !line.isBlank())
                .limit(MOST_LINES)
                .forEach(line -> {
                    JsonObject result = result(line, operation);
                    boolean ok = result.getJsonObject("response").getInteger("status_code") == 200;
                    (ok ? answered : failed).add(result);
                });
        return batch(request, path, answered, failed);
    }

    private Optional<BatchOperation> operation(String path) {
        return operations.stream()
                .filter(operation -> operation.path().equals(path))
                .findFirst();
    }

    private static JsonObject result(String line, Endpoint endpoint) {
        JsonObject request;
        try {
            request = new JsonObject(line);
        } catch (DecodeException malformed) {
            return result("", 400, OPENAI.error(OPENAI.bodyUnreadable(), ""));
        }
        String customId = request.getString("custom_id", "");
        try {
            Fields body = Fields.of(request.getJsonObject("body", new JsonObject()), OPENAI);
            String model = body.requiredText("model");
            Reply reply = endpoint.reply(
                    Models.find(model, endpoint.capability()).orElseThrow(() -> OPENAI.modelUnknown(model)), body);
            if (reply instanceof Reply.Whole whole) {
                return result(customId, 200, new JsonObject(whole.bytes()));
            }
            throw OPENAI.invalid("stream", "A batch cannot stream.");
        } catch (Refusal refusal) {
            return result(customId, refusal.status(), OPENAI.error(refusal, ""));
        }
    }

    private static JsonObject result(String customId, int status, JsonObject body) {
        return new JsonObject()
                .put("id", RandomIds.next("batch_req_"))
                .put("custom_id", customId)
                .put(
                        "response",
                        new JsonObject()
                                .put("status_code", status)
                                .put("request_id", RandomIds.next("req_"))
                                .put("body", body))
                .putNull("error");
    }

    private JsonObject batch(Fields request, String path, List<JsonObject> answered, List<JsonObject> failed) {
        long now = Instant.now().getEpochSecond();
        int total = answered.size() + failed.size();
        JsonObject batch = new JsonObject()
                .put("id", RandomIds.next("batch_"))
                .put("object", "batch")
                .put("endpoint", path)
                .put("input_file_id", request.requiredText("input_file_id"))
                .put("completion_window", request.text("completion_window").orElse("24h"))
                .put("status", total == 0 ? "failed" : "completed")
                .put("created_at", now)
                .put("in_progress_at", now)
                .put("expires_at", now + DAY_SECONDS)
                .put("finalizing_at", now)
                .put(total == 0 ? "failed_at" : "completed_at", now)
                .put(
                        "request_counts",
                        new JsonObject()
                                .put("total", total)
                                .put("completed", answered.size())
                                .put("failed", failed.size()))
                .put("metadata", request.object("metadata").map(Fields::json).orElse(null));
        if (!answered.isEmpty()) {
            batch.put("output_file_id", file("output", answered));
        }
        return failed.isEmpty() ? batch : batch.put("error_file_id", file("error", failed));
    }

    private String file(String kind, List<JsonObject> results) {
        Buffer lines = Buffer.buffer();
        results.forEach(result -> lines.appendString(result.encode()).appendString("\n"));
        return files.add("batch_" + kind + ".jsonl", "batch_output", lines).id();
    }
}
