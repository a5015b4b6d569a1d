package org.llmops.router.pipeline;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Troubles that the fake provider can have: with certain credentials, with certain models, and for as long as a test says. */
@ApplicationScoped
class FakeTroubles {
    /** Without an end, without a pause, without haste, without a word, and one second long. */
    private static final Set<String> STREAMS = Set.of("endless", "flood", "crawling", "mute", "leisurely");

    private static final int LEISURELY_PIECES = 20;

    private static final String FLOOD = "word ".repeat(2_000);

    private final Vertx vertx;
    private final Set<String> down = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicInteger> limited = new ConcurrentHashMap<>();
    private final AtomicInteger hungUpOn = new AtomicInteger();

    FakeTroubles(Vertx vertx) {
        this.vertx = vertx;
    }

    /** The model answers with status 500 until it is up. */
    void down(String model) {
        down.add(model);
    }

    void up(String model) {
        down.remove(model);
    }

    /** The model answers the next calls with status 429, and asks for one second. */
    void limit(String model, int times) {
        limited.put(model, new AtomicInteger(times));
    }

    /** Endless streams that the router broke off. */
    int hungUpOn() {
        return hungUpOn.get();
    }

    boolean answered(HttpServerRequest request, JsonObject body) {
        String model = body.getString("model", "");
        String credential = String.valueOf(request.getHeader("Authorization"));
        HttpServerResponse response = request.response();
        AtomicInteger limits = limited.get(model);
        if (credential.contains("sk-revoked")) {
            return refuse(response, 401, "invalid_api_key " + credential);
        } else if (credential.contains("sk-exhausted")) {
            response.putHeader("Retry-After", "30");
            return refuse(response, 429, "too many");
        } else if (down.contains(model)) {
            return refuse(response, 500, "down");
        } else if (limits != null && limits.getAndDecrement() > 0) {
            response.putHeader("Retry-After", "1");
            return refuse(response, 429, "too many");
        } else if (model.equals("filtered")) {
            filter(response, Boolean.TRUE.equals(body.getBoolean("stream")));
            return true;
        } else if (STREAMS.contains(model)) {
            stream(response, String.valueOf(request.path()), model);
            return true;
        }
        return false;
    }

    private static void filter(HttpServerResponse response, boolean streamed) {
        if (streamed) {
            response.putHeader("Content-Type", "text/event-stream")
                    .end(chunk("", null) + chunk("", "content_filter") + "data: [DONE]\n\n");
        } else {
            response.putHeader("Content-Type", "application/json").end("""
                    {"object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":null},
                     "finish_reason":"content_filter"}],"usage":{"prompt_tokens":5,"completion_tokens":0}}""");
        }
    }

    private static boolean refuse(HttpServerResponse response, int status, String why) {
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(new JsonObject()
                        .put("error", new JsonObject().put("message", why))
                        .encode());
        return true;
    }

    private void stream(HttpServerResponse response, String path, String model) {
        response.setChunked(true).putHeader("Content-Type", "text/event-stream");
        response.closeHandler(closed -> {
            if (!response.ended()) {
                hungUpOn.incrementAndGet();
            }
        });
        if (model.equals("flood")) {
            flood(response, 0);
        } else if (model.equals("mute")) {
            response.write(chunk("", null));
        } else {
            tell(response, FakeStory.at(path), model);
        }
    }

    private void tell(HttpServerResponse response, FakeStory story, String model) {
        AtomicInteger told = new AtomicInteger();
        response.write(story.begin());
        vertx.setPeriodic(model.equals("crawling") ? 100 : model.equals("leisurely") ? 50 : 5, timer -> {
            if (response.closed()) {
                vertx.cancelTimer(timer);
            } else if (model.equals("leisurely") && told.get() == LEISURELY_PIECES) {
                vertx.cancelTimer(timer);
                response.end(story.end(LEISURELY_PIECES));
            } else {
                response.write(story.piece(told.getAndIncrement()));
            }
        });
    }

    /** More than fits between here and a client that does not read. */
    private static void flood(HttpServerResponse response, int written) {
        if (written == 1_000) {
            response.write(chunk("", "stop"));
            response.write("data: "
                    + new JsonObject()
                            .put("object", "chat.completion.chunk")
                            .put("choices", new JsonArray())
                            .put(
                                    "usage",
                                    new JsonObject()
                                            .put("prompt_tokens", 7)
                                            .put("completion_tokens", 2_000_000)
                                            .put("total_tokens", 2_000_007))
                            .encode()
                    + "\n\n");
            response.end("data: [DONE]\n\n");
        } else {
            response.write(chunk(FLOOD, null)).onSuccess(sent -> flood(response, written + 1));
        }
    }

    private static String chunk(String content, @Nullable String finish) {
        return "data: "
                + new JsonObject()
                        .put("id", "c1")
                        .put("object", "chat.completion.chunk")
                        .put("created", 1)
                        .put("model", "m")
                        .put(
                                "choices",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("index", 0)
                                                .put("delta", new JsonObject().put("content", content))
                                                .put("finish_reason", finish)))
                        .encode()
                + "\n\n";
    }
}
