package org.llmops.router.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServer;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.llmops.platform.hosts.AllowedHosts;
import org.llmops.router.call.hub.Targets;
import org.llmops.router.exchange.Target;
import org.llmops.router.providers.Dialect;

class ProviderClientTest {
    private static final int LOOPS = 3;
    private static final int ROUNDS = 4;
    private static final ProviderRequest ASKED = new ProviderRequest("/chat", Map.of(), "{}".getBytes(UTF_8));

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(LOOPS));
    private final Set<String> connections = new ConcurrentSkipListSet<>();
    private HttpServer provider;

    @BeforeEach
    void aProviderAnswers() throws Exception {
        provider = done(vertx.createHttpServer()
                .requestHandler(request -> {
                    connections.add(request.connection().remoteAddress().toString());
                    request.response().end("{}");
                })
                .listen(0, "127.0.0.1"));
    }

    @AfterEach
    void everythingEnds() throws Exception {
        done(vertx.close());
    }

    @Test
    void aCallStaysOnItsEventLoopAndFindsTheConnectionOfTheOneBefore() throws Exception {
        ProviderClient client = client("localhost", "127.0.0.1");
        List<ContextInternal> contexts = IntStream.range(0, LOOPS)
                .mapToObj(loop -> ((VertxInternal) vertx).createEventLoopContext())
                .toList();

        for (int round = 0; round < ROUNDS; round++) {
            for (ContextInternal context : contexts) {
                assertThat(loopOfConnection(client, context)).isSameAs(context.nettyEventLoop());
            }
        }

        assertThat(connections).hasSize(LOOPS);
    }

    @Test
    void nothingIsSaidToAnAddressWhereCallsMayNotGo() throws Exception {
        ProviderClient client = client("public");

        Throwable refused = failure(client.open(vertx.getOrCreateContext(), target(), ASKED, 5_000));

        assertThat(refused)
                .isInstanceOfSatisfying(
                        AttemptFailed.class,
                        failed -> assertThat(failed.failure()).isEqualTo(Failure.ADDRESS_REFUSED));
        assertThat(new TreeSet<>(connections)).isEmpty();
    }

    private ProviderClient client(String... allowed) {
        return new ProviderClient(vertx, Duration.ofSeconds(5), 8, AllowedHosts.of(List.of(allowed)));
    }

    private Target target() {
        return Targets.of(Dialect.OPENAI, "http://127.0.0.1:" + provider.actualPort() + "/v1", "", "m");
    }

    private EventLoop loopOfConnection(ProviderClient client, Context context) throws Exception {
        Promise<EventLoop> loop = Promise.promise();
        context.runOnContext(run -> client.open(context, target(), ASKED, 5_000)
                .compose(request -> answered(request)
                        .map(over -> ((ConnectionBase) request.connection())
                                .channel()
                                .eventLoop()))
                .onComplete(loop));
        return done(loop.future());
    }

    private static Future<?> answered(HttpClientRequest request) {
        return request.send(ProviderClient.body(ASKED)).compose(HttpClientResponse::body);
    }

    private static <T> T done(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static Throwable failure(Future<?> future) throws Exception {
        return done(future.map((Throwable) null).otherwise(failed -> failed));
    }
}
