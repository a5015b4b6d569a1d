package org.llmops.simulator.inspecting;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A request as it reached the simulator, and what became of it. Written by one event loop, read by any. */
public final class ReceivedRequest {

    private final Instant receivedAt = Instant.now();
    private final String id;
    private final String method;
    private final String path;
    private final JsonObject headers;
    private final String body;
    private volatile @Nullable String model;
    private volatile int status;
    private volatile int framesWritten;
    private volatile Outcome outcome = Outcome.RUNNING;

    /** How far the answer got. */
    private enum Outcome {
        RUNNING,
        COMPLETED,
        CANCELLED,
        CUT
    }

    ReceivedRequest(String id, String method, String path, JsonObject headers, String body) {
        this.id = id;
        this.method = method;
        this.path = path;
        this.headers = headers;
        this.body = body;
    }

    /** The model that the request names, whether it exists or not. */
    public void asksFor(String model) {
        this.model = model;
    }

    public void answers(int status) {
        this.status = status;
    }

    /** One more piece of the answer is on its way. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // only the request's event loop writes
    public void wrote() {
        framesWritten++;
    }

    /** The whole answer is on its way. */
    public void completed() {
        ends(Outcome.COMPLETED);
    }

    /** The simulator closed the connection on purpose. */
    public void cut() {
        ends(Outcome.CUT);
    }

    /** The connection is closed; that the client did it follows from the answer's not being over. */
    public void cancelled() {
        ends(Outcome.CANCELLED);
    }

    /** The first end counts. */
    private void ends(Outcome end) {
        if (outcome == Outcome.RUNNING) {
            outcome = end;
        }
    }

    int size() {
        return body.length();
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("id", id)
                .put("received_at", receivedAt.toString())
                .put("method", method)
                .put("path", path)
                .put("headers", headers)
                .put("model", model)
                .put("body", body)
                .put("status", status)
                .put("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .put("frames_written", framesWritten);
    }
}
