package org.llmops.simulator.openai.batching;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/** A file with its content. */
record StoredFile(String id, String filename, String purpose, long createdAt, Buffer content) {

    private static final long DAYS_30 = 30L * 24 * 60 * 60;

    JsonObject toJson() {
        return new JsonObject()
                .put("id", id)
                .put("object", "file")
                .put("bytes", content.length())
                .put("created_at", createdAt)
                .put("expires_at", createdAt + DAYS_30)
                .put("filename", filename)
                .put("purpose", purpose)
                .put("status", "processed");
    }
}
