package org.llmops.router.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.llmops.router.body.Json;

/**
 * A model provider that answers when it is let, and each time something else. Model {@code words} embeds: two texts
 * point the same way when they speak of the same animals.
 */
final class GatedProvider implements AutoCloseable {
    private static final List<String> ANIMALS = List.of("cat", "dog", "horse", "feline", "hound", "pony");

    private final HttpServer server;
    private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger answers = new AtomicInteger();
    private final Semaphore gate = new Semaphore(0);
    private volatile boolean open = true;
    private volatile boolean failing;

    GatedProvider() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/chat/completions", this::complete);
        server.createContext("/v1/responses", this::respond);
        server.createContext("/v1/embeddings", this::embed);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** Chat requests, as they came. */
    List<JsonNode> requests() {
        return requests;
    }

    /** From now on every answer waits. */
    void shut() {
        gate.drainPermits();
        open = false;
    }

    /** All that wait get their answer, and all that come. */
    void open() {
        open = true;
        gate.release(1_000);
    }

    /** One of those that wait gets its answer. */
    void letOneThrough() {
        gate.release();
    }

    void fail(boolean fails) {
        failing = fails;
    }

    private void complete(HttpExchange http) throws IOException {
        JsonNode request = Json.tree(http.getRequestBody().readAllBytes());
        requests.add(request);
        try {
            if (!open && !gate.tryAcquire(20, TimeUnit.SECONDS)) {
                throw new IOException("Nobody let it through");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failing) {
            answer(
                    http,
                    400,
                    "application/json",
                    "{\"error\":{\"message\":\"no\",\"type\":\"invalid_request_error\"}}");
            return;
        }
        JsonNode messages = request.path("messages");
        String content = "Answer " + answers.incrementAndGet() + " to "
                + messages.get(messages.size() - 1).path("content").asText();
        String quoted = new String(Json.quoted(content), StandardCharsets.UTF_8);
        if (request.path("stream").asBoolean()) {
            answer(
                    http,
                    200,
                    "text/event-stream",
                    chunk("{\"role\":\"assistant\",\"content\":" + quoted + "}", "null") + chunk("{}", "\"stop\"")
                            + "data: [DONE]\n\n");
        } else {
            answer(http, 200, "application/json", """
                    {"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,
                     "message":{"role":"assistant","content":%s},"finish_reason":"stop"}],
                     "usage":{"prompt_tokens":100,"completion_tokens":10,"total_tokens":110}}""".formatted(quoted));
        }
    }

    private void respond(HttpExchange http) throws IOException {
        JsonNode request = Json.tree(http.getRequestBody().readAllBytes());
        requests.add(request);
        String content = "Answer " + answers.incrementAndGet() + " to "
                + request.path("input").asText();
        answer(http, 200, "application/json", """
                {"id":"resp_1","object":"response","created_at":1,"status":"completed","model":"m","output":[
                 {"type":"message","id":"msg_1","role":"assistant","status":"completed",
                  "content":[{"type":"output_text","text":%s,"annotations":[]}]}],
                 "usage":{"input_tokens":100,"output_tokens":10,"total_tokens":110}}""".formatted(new String(Json.quoted(content), StandardCharsets.UTF_8)));
    }

    private static String chunk(String delta, String finish) {
        return "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":"
                + delta + ",\"finish_reason\":" + finish + "}]}\n\n";
    }

    private void embed(HttpExchange http) throws IOException {
        String text =
                Json.tree(http.getRequestBody().readAllBytes()).path("input").asText();
        StringBuilder vector = new StringBuilder("0.1");
        for (int i = 0; i < 3; i++) {
            boolean told = text.contains(ANIMALS.get(i)) || text.contains(ANIMALS.get(i + 3));
            vector.append(told ? ",1" : ",0");
        }
        answer(http, 200, "application/json", """
                {"object":"list","data":[{"object":"embedding","index":0,"embedding":[%s]}],"model":"words",
                 "usage":{"prompt_tokens":3,"total_tokens":3}}""".formatted(vector));
    }

    private static void answer(HttpExchange http, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        http.getResponseHeaders().add("Content-Type", type);
        http.sendResponseHeaders(status, bytes.length);
        http.getResponseBody().write(bytes);
        http.close();
    }

    @Override
    public void close() {
        open();
        server.stop(0);
    }
}
