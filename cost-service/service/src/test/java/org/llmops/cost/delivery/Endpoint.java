package org.llmops.cost.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A receiver of messages, on a real socket, that answers as it is told to: 204 unless it is told otherwise. */
final class Endpoint {
    /** What was received. */
    record Received(String path, Map<String, String> headers, String body) {
        String id() {
            return headers.get("webhook-id");
        }
    }

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private final ConcurrentLinkedDeque<Consumer<HttpServerRequest>> answers = new ConcurrentLinkedDeque<>();
    private volatile Consumer<HttpServerRequest> otherwise = status(204);

    Endpoint() throws Exception {
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                    request.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
                    int now = open.incrementAndGet();
                    mostAtOnce.accumulateAndGet(now, Math::max);
                    request.response().bodyEndHandler(end -> open.decrementAndGet());
                    request.response().exceptionHandler(cut -> open.decrementAndGet());
                    received.add(new Received(request.uri(), headers, body.toString(UTF_8)));
                    Consumer<HttpServerRequest> answer = answers.pollFirst();
                    (answer == null ? otherwise : answer).accept(request);
                }))
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    /** Answers one of the next requests so, in the order in which it is told. */
    Endpoint next(Consumer<HttpServerRequest> answer) {
        answers.add(answer);
        return this;
    }

    Endpoint always(Consumer<HttpServerRequest> answer) {
        otherwise = answer;
        return this;
    }

    static Consumer<HttpServerRequest> status(int code) {
        return request -> request.response().setStatusCode(code).end();
    }

    static Consumer<HttpServerRequest> says(int code, String text) {
        return request -> request.response().setStatusCode(code).end(text);
    }

    static Consumer<HttpServerRequest> redirect(String to) {
        return request ->
                request.response().setStatusCode(302).putHeader("Location", to).end();
    }

    /** Says nothing, ever. */
    static Consumer<HttpServerRequest> hang() {
        return request -> {};
    }

    /** Begins to answer, and goes on a byte at a time. */
    static Consumer<HttpServerRequest> drip() {
        return request -> {
            request.response().setChunked(true).write("x");
            Vertx.currentContext().owner().setPeriodic(100, tick -> {
                if (!request.response().closed()) {
                    request.response().write("x");
                }
            });
        };
    }

    static Consumer<HttpServerRequest> floods(int bytes) {
        return request -> request.response().end("y".repeat(bytes));
    }

    String url(String path) {
        return "http://localhost:" + server.actualPort() + path;
    }

    String origin() {
        return "http://localhost:" + server.actualPort();
    }

    /** How many requests were waiting for their answers at the same time. */
    int mostAtOnce() {
        return mostAtOnce.get();
    }

    List<Received> received() {
        return received;
    }

    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
