package org.llmops.simulator.inspecting;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The last hundred requests, and fewer when their bodies are large. */
@ApplicationScoped
public class ReceivedRequests {

    private static final int MOST_REQUESTS = 100;
    private static final int MOST_CHARACTERS = 16 << 20;
    private static final int SHOWN_OF_A_KEY = 4;
    private static final Set<String> SECRETS =
            Set.of("authorization", "x-api-key", "api-key", "x-goog-api-key", "x-amz-security-token");

    private final Deque<ReceivedRequest> requests = new ArrayDeque<>(MOST_REQUESTS + 1);
    private long characters;

    /** Keeps a request. Keys are kept as their last four characters. */
    public ReceivedRequest add(String id, HttpServerRequest request, @Nullable Buffer body) {
        JsonObject headers = new JsonObject();
        for (var header : request.headers()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            headers.put(name, SECRETS.contains(name) ? masked(header.getValue()) : header.getValue());
        }
        ReceivedRequest received = new ReceivedRequest(
                id,
                request.method().name(),
                Objects.requireNonNullElse(request.path(), ""),
                headers,
                body == null ? "" : body.toString());
        keep(received);
        return received;
    }

    private synchronized void keep(ReceivedRequest received) {
        requests.addLast(received);
        characters += received.size();
        while (requests.size() > MOST_REQUESTS || characters > MOST_CHARACTERS) {
            characters -= requests.removeFirst().size();
        }
    }

    /** The oldest first. */
    synchronized JsonArray toJson() {
        JsonArray list = new JsonArray();
        requests.forEach(request -> list.add(request.toJson()));
        return list;
    }

    synchronized void clear() {
        requests.clear();
        characters = 0;
    }

    private static String masked(String key) {
        return "…" + key.substring(Math.max(0, key.length() - SHOWN_OF_A_KEY));
    }
}
