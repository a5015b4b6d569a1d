package org.llmops.guardrail.custom;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.detecting.Source;
import org.llmops.platform.identity.WorkspaceId;

/** A service on this machine that answers as it is told, and remembers what it was asked. */
final class Strangers {
    static final WorkspaceId ACME = new WorkspaceId("acme");
    static final Scene SCENE = new Scene(
            ACME, true, Source.ASSISTANT, List.of(new Scene.Around(Source.USER, "What is it?")), Map.of("app", "shop"));

    final Vertx vertx = Vertx.vertx();
    final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile Handler<HttpServerRequest> answer =
            request -> request.response().end("{\"matches\": []}");

    Strangers() throws Exception {
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    asked.add(new Asked(request.path(), Map.copyOf(headers(request)), body));
                    answer.handle(request);
                }))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private static Map<String, String> headers(HttpServerRequest request) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        request.headers().forEach(header -> headers.put(header.getKey().toLowerCase(), header.getValue()));
        return headers;
    }

    void answer(String body) {
        answer = request -> request.response().end(body);
    }

    void answer(Handler<HttpServerRequest> handler) {
        answer = handler;
    }

    URI url(String path) {
        return URI.create("http://localhost:" + server.actualPort() + path);
    }

    int port() {
        return server.actualPort();
    }

    static List<Match> now(Uni<List<Match>> matches) {
        return matches.await().atMost(Duration.ofSeconds(30));
    }

    static CustomSettings settings(String allowed) {
        return new CustomSettings() {
            @Override
            public List<String> allowedHosts() {
                return List.of(allowed);
            }

            @Override
            public Duration freshFor() {
                return Duration.ofSeconds(1);
            }

            @Override
            public Duration connectTimeout() {
                return Duration.ofSeconds(5);
            }

            @Override
            public int maxAnswerBytes() {
                return 100_000;
            }

            @Override
            public int maxInFlight() {
                return 8;
            }
        };
    }

    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    /** A request as it came. */
    record Asked(String path, Map<String, String> headers, Buffer body) {}
}
