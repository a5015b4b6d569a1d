package org.llmops.router.pipeline;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** A model provider that answers with what the last message said; the model's name says how well it does that. */
@ApplicationScoped
class FakeProvider {
    private final Vertx vertx;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile MultiMap lastHeaders = MultiMap.caseInsensitiveMultiMap();
    private final AtomicInteger closedEarly = new AtomicInteger();
    private final FakeTroubles troubles;
    private volatile boolean holding = true;
    private @Nullable HttpServer server;

    FakeProvider(Vertx vertx, FakeTroubles troubles) {
        this.vertx = vertx;
        this.troubles = troubles;
    }

    static int port() {
        return ConfigProvider.getConfig()
                .getOptionalValue("fake.provider.port", Integer.class)
                .orElse(0);
    }

    void start(@Observes StartupEvent event) throws Exception {
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> answer(request, body)))
                .listen(port(), "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        if (server != null) {
            server.close();
        }
    }

    /** Bodies as they came, newest last. */
    List<String> requests() {
        return requests;
    }

    MultiMap lastHeaders() {
        return lastHeaders;
    }

    String lastRequest() {
        return requests.getLast();
    }

    /** Streams of the model "held" say the same piece again until then. */
    void letGo() {
        holding = false;
    }

    private void answer(HttpServerRequest request, Buffer bytes) {
        requests.add(bytes.toString());
        if (FakePassthrough.answers(request)) {
            FakePassthrough.answer(request, bytes);
            return;
        }
        if (FakeForeigners.answers(request, bytes)) {
            return;
        }
        JsonObject body = bytes.toJsonObject();
        if (troubles.answered(request, body)) {
            return;
        }
        HttpServerResponse response = request.response();
        String path = String.valueOf(request.path());
        String model = body.getString("model");
        lastHeaders = request.headers();
        if (FakeOpenAi.answers(path, body)) {
            FakeOpenAi.answer(path, response, body);
        } else if (path.contains("/messages")) {
            FakeAnthropic.answer(path, response, body);
        } else if (path.endsWith("/embeddings")) {
            json(
                    response,
                    200,
                    "{\"object\":\"list\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":[0.5]}],\"model\":\"e\",\"usage\":{\"prompt_tokens\":3,\"total_tokens\":3}}");
        } else if (model.equals("broken")) {
            json(response, 500, "{\"error\":{\"message\":\"secret detail\"}}");
        } else if (model.equals("limited")) {
            response.putHeader("Retry-After", "7");
            json(response, 429, "{\"error\":{\"message\":\"slow down\"}}");
        } else if (model.equals("picky")) {
            json(
                    response,
                    400,
                    "{\"error\":{\"message\":\"no temperature\",\"type\":\"invalid_request_error\",\"param\":\"temperature\",\"code\":\"unsupported_value\"}}");
        } else if (model.equals("full")) {
            json(
                    response,
                    400,
                    "{\"error\":{\"message\":\"too long\",\"type\":\"invalid_request_error\",\"param\":\"messages\",\"code\":\"context_length_exceeded\"}}");
        } else if (model.equals("prude")) {
            json(
                    response,
                    400,
                    "{\"error\":{\"message\":\"no\",\"type\":\"invalid_request_error\",\"param\":\"prompt\",\"code\":\"content_filter\"}}");
        } else if (Boolean.TRUE.equals(body.getBoolean("stream"))) {
            stream(response, model, body);
        } else {
            json(response, 200, completion(model, last(body)));
        }
    }

    private static String last(JsonObject body) {
        JsonArray messages = body.getJsonArray("messages");
        String said = messages.getJsonObject(messages.size() - 1).getString("content");
        return body.getString("model").equals("rude") ? said + " FORBIDDEN" : said;
    }

    private static String completion(String model, String content) {
        return new JsonObject()
                .put("id", "chatcmpl-1")
                .put("object", "chat.completion")
                .put("created", 1)
                .put("model", model)
                .put("x_unknown", 1)
                .put(
                        "choices",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("index", 0)
                                        .put(
                                                "message",
                                                new JsonObject()
                                                        .put("role", "assistant")
                                                        .put("content", content))
                                        .put("finish_reason", "stop")))
                .put("usage", usage())
                .encode();
    }

    private static JsonObject usage() {
        return new JsonObject()
                .put("prompt_tokens", 100)
                .put("completion_tokens", 10)
                .put("total_tokens", 110)
                .put("prompt_tokens_details", new JsonObject().put("cached_tokens", 40));
    }

    private void stream(HttpServerResponse response, String model, JsonObject body) {
        response.setChunked(true).putHeader("Content-Type", "text/event-stream");
        response.closeHandler(closed -> {
            if (!response.ended()) {
                closedEarly.incrementAndGet();
            }
        });
        chunk(response, new JsonObject().put("role", "assistant").put("content", ""), null);
        if (model.equals("cut-early")) {
            response.reset();
            return;
        }
        if (model.equals("garbled")) {
            response.write("data: {\"choices\":[\n\n").onComplete(written -> response.end());
            return;
        }
        String content = last(body);
        int pieces = isSlow(model) ? 20 : 4;
        int size = Math.max(1, (content.length() + pieces - 1) / pieces);
        piece(response, model, content, 0, size, wantsUsage(body));
    }

    private static boolean wantsUsage(JsonObject body) {
        return body.getJsonObject("stream_options", new JsonObject()).getBoolean("include_usage", false);
    }

    private void piece(HttpServerResponse response, String model, String content, int at, int size, boolean usage) {
        if (at >= content.length()) {
            chunk(response, new JsonObject(), "stop");
            if (usage) {
                response.write("data: "
                        + envelope()
                                .put("choices", new JsonArray())
                                .put("usage", usage())
                                .encode() + "\n\n");
            }
            response.end("data: [DONE]\n\n");
            return;
        }
        chunk(
                response,
                new JsonObject().put("content", content.substring(at, Math.min(content.length(), at + size))),
                null);
        if (model.equals("cut-late")) {
            vertx.setTimer(50, fired -> response.reset());
        } else if (!model.equals("stall")) {
            int next = model.equals("held") && holding ? at : at + size;
            vertx.setTimer(isSlow(model) ? 50 : 1, fired -> piece(response, model, content, next, size, usage));
        }
    }

    private static boolean isSlow(String model) {
        return model.equals("slow") || model.equals("held");
    }

    private static void chunk(HttpServerResponse response, JsonObject delta, @Nullable String finish) {
        response.write("data: "
                + envelope()
                        .put(
                                "choices",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("index", 0)
                                                .put("delta", delta)
                                                .put("finish_reason", finish)))
                        .encode()
                + "\n\n");
    }

    private static JsonObject envelope() {
        return new JsonObject()
                .put("id", "c1")
                .put("object", "chat.completion.chunk")
                .put("created", 1)
                .put("model", "m");
    }

    private static void json(HttpServerResponse response, int status, String body) {
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body);
    }
}
