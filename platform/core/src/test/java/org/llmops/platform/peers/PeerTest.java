package org.llmops.platform.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.impl.future.FutureInternal;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpc.client.GrpcClientOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.llmops.platform.identity.WorkspaceId;

class PeerTest {
    private static final WorkspaceId ACME = new WorkspaceId("acme");
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Context.Key<String> HEADERS = Context.key("headers");
    private static final MethodDescriptor<String, String> ECHO = MethodDescriptor.<String, String>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("llmops.test.Echo/Say")
            .setRequestMarshaller(new Text())
            .setResponseMarshaller(new Text())
            .build();
    private static final MethodDescriptor<String, String> TALK = ECHO.toBuilder()
            .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
            .setFullMethodName("llmops.test.Echo/Talk")
            .build();

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final Set<Object> remotes = ConcurrentHashMap.newKeySet();
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final CountDownLatch heardAll = new CountDownLatch(1);
    private final FakeOidcClient keycloak = new FakeOidcClient();
    private Vertx vertx;
    private Server server;
    private Peer peer;

    @BeforeEach
    void connect() throws IOException {
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
        server = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                .addService(ServerServiceDefinition.builder("llmops.test.Echo")
                        .addMethod(ECHO, ServerCalls.asyncUnaryCall(this::answer))
                        .addMethod(TALK, ServerCalls.asyncBidiStreamingCall(this::talk))
                        .build())
                .intercept(new Headers())
                .build()
                .start();
        peer = peerAt(server.getPort());
    }

    @AfterEach
    void close() {
        server.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void theAnswerIsHeardWhereTheQuestionWasAsked() {
        ContextInternal here = context();

        Future<Boolean> heardHere = ask(here, "hello", SOON).map(answer -> Vertx.currentContext() == here);

        assertThat(await(heardHere)).isTrue();
    }

    @Test
    void theQuestionCarriesTheTokenAndTheWorkspace() {
        assertThat(await(ask(context(), "headers", SOON))).isEqualTo("Bearer token-1 acme");
        assertThat(await(ask(context(), "headers", SOON))).isEqualTo("Bearer token-1 acme");
        assertThat(keycloak.asked()).isOne();
    }

    @Test
    void eachEventLoopHasTwoConnections() {
        List<ContextInternal> contexts =
                IntStream.range(0, 20).mapToObj(i -> context()).toList();

        List<Future<String>> asked =
                contexts.stream().map(context -> ask(context, "hello", SOON)).toList();
        asked.forEach(PeerTest::await);

        assertThat(contexts.stream().map(ContextInternal::nettyEventLoop).distinct())
                .hasSize(2);
        assertThat(remotes).hasSize(4);
    }

    @Test
    void aRefusalKeepsItsCodeAndItsReason() {
        StatusRuntimeException refused = failure(ask(context(), "refuse", SOON));

        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(refused.getStatus().getDescription()).isEqualTo("not today");
    }

    @Test
    void whoWaitsTooLongGivesUpAndSaysSo() throws InterruptedException {
        StatusRuntimeException late = failure(ask(context(), "wait", Duration.ofMillis(300)));

        assertThat(late.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        assertThat(cancelled.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aPeerThatIsNotThereIsUnavailable() {
        int port = server.getPort();
        server.shutdownNow();

        assertThat(failure(ask(peerAt(port), context(), "hello", SOON))
                        .getStatus()
                        .getCode())
                .isEqualTo(Status.Code.UNAVAILABLE);
    }

    @Test
    void withoutATokenNothingIsAsked() {
        keycloak.goAway();

        assertThat(failure(ask(context(), "hello", SOON)).getStatus())
                .returns(Status.Code.UNAVAILABLE, Status::getCode)
                .returns("Keycloak gave no token for this service", Status::getDescription);
        assertThat(remotes).isEmpty();
    }

    @Test
    void aConversationGoesOnUntilBothHaveSaidAll() throws InterruptedException {
        Conversation<String, String> conversation = converse(context(), peer);
        assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("one");
        assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("headers: Bearer token-1 acme");
        say(conversation, "three");
        assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("three");

        contextOf(conversation).runOnContext(here -> conversation.finish());

        await(conversation.end());
        assertThat(conversation.isOver()).isTrue();
    }

    @Test
    void aConversationThatThePeerRefusesToGoOnWithSaysWhy() {
        Conversation<String, String> conversation = converse(context(), peer);

        say(conversation, "refuse");

        assertThat(failure(conversation.end()).getStatus())
                .returns(Status.Code.FAILED_PRECONDITION, Status::getCode)
                .returns("not today", Status::getDescription);
        say(conversation, "into the void");
    }

    @Test
    void whoBreaksOffAConversationIsNotWaitedFor() throws InterruptedException {
        Conversation<String, String> conversation = converse(context(), peer);
        assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("one");

        contextOf(conversation).runOnContext(here -> conversation.breakOff());

        assertThat(failure(conversation.end()).getStatus().getCode()).isEqualTo(Status.Code.CANCELLED);
        assertThat(heardAll.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whoGoesOnRegardlessIsCutOff() throws InterruptedException {
        Conversation<String, String> conversation = converse(context(), peer);
        assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("one");
        say(conversation, "stay");

        contextOf(conversation).runOnContext(here -> conversation.breakOff());

        assertThat(cancelled.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aConversationEndsWithItsConnection() throws InterruptedException {
        Conversation<String, String> conversation = converse(context(), peer);
        assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("one");

        server.shutdownNow();

        assertThat(failure(conversation.end()).getStatus().getCode())
                .isIn(Status.Code.UNAVAILABLE, Status.Code.CANCELLED);
        assertThat(failure(converse(context(), peer).end()).getStatus().getCode())
                .isEqualTo(Status.Code.UNAVAILABLE);
    }

    /** Two things are said before there is a connection. */
    private Conversation<String, String> converse(ContextInternal context, Peer with) {
        CompletableFuture<Conversation<String, String>> begun = new CompletableFuture<>();
        context.runOnContext(here -> {
            Conversation<String, String> conversation = with.converse(context, TALK, ACME, heard::add);
            conversation.say("one");
            conversation.say("headers");
            begun.complete(conversation);
        });
        return begun.join();
    }

    private static void say(Conversation<String, String> conversation, String message) {
        contextOf(conversation).runOnContext(here -> conversation.say(message));
    }

    private static ContextInternal contextOf(Conversation<?, ?> conversation) {
        return ((FutureInternal<?>) conversation.end()).context();
    }

    private StreamObserver<String> talk(StreamObserver<String> client) {
        ((ServerCallStreamObserver<String>) client).setOnCancelHandler(cancelled::countDown);
        String headers = "headers: " + HEADERS.get();
        return new StreamObserver<>() {
            private boolean stays;

            @Override
            public void onNext(String message) {
                stays |= message.equals("stay");
                if (message.equals("refuse")) {
                    client.onError(Status.FAILED_PRECONDITION
                            .withDescription("not today")
                            .asRuntimeException());
                } else {
                    client.onNext(message.equals("headers") ? headers : message);
                }
            }

            @Override
            public void onError(Throwable gone) {}

            @Override
            public void onCompleted() {
                heardAll.countDown();
                if (!stays) {
                    client.onCompleted();
                }
            }
        };
    }

    private void answer(String question, StreamObserver<String> client) {
        switch (question) {
            case "headers" -> client.onNext(HEADERS.get());
            case "refuse" ->
                client.onError(
                        Status.FAILED_PRECONDITION.withDescription("not today").asRuntimeException());
            case "wait" -> ((ServerCallStreamObserver<String>) client).setOnCancelHandler(cancelled::countDown);
            default -> client.onNext(question);
        }
        if (!Set.of("refuse", "wait").contains(question)) {
            client.onCompleted();
        }
    }

    private Future<String> ask(ContextInternal context, String question, Duration deadline) {
        return ask(peer, context, question, deadline);
    }

    private static Future<String> ask(Peer peer, ContextInternal context, String question, Duration deadline) {
        return peer.ask(context, ECHO, ACME, question, deadline);
    }

    private ContextInternal context() {
        return ((VertxInternal) vertx).createEventLoopContext().duplicate();
    }

    private Peer peerAt(int port) {
        GrpcClientOptions options =
                new GrpcClientOptions().setTransportOptions(new HttpClientOptions().setHttp2ClearTextUpgrade(false));
        Map<EventLoop, Connections> connections = StreamSupport.stream(
                        ((VertxInternal) vertx).getEventLoopGroup().spliterator(), false)
                .map(EventLoop.class::cast)
                .collect(Collectors.toMap(Function.identity(), loop -> Connections.of(vertx, options)));
        return new Peer(
                connections, new Line(SocketAddress.inetSocketAddress(port, "localhost"), new ServiceToken(keycloak)));
    }

    private static StatusRuntimeException failure(Future<?> future) {
        return (StatusRuntimeException) catchThrowable(() -> await(future)).getCause();
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    private final class Headers implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            remotes.add(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
            String told = header(headers, "authorization") + ' ' + header(headers, "x-workspace");
            return Contexts.interceptCall(Context.current().withValue(HEADERS, told), call, headers, next);
        }

        private static String header(Metadata headers, String name) {
            return String.valueOf(headers.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER)));
        }
    }

    private static final class Text implements MethodDescriptor.Marshaller<String> {
        @Override
        public InputStream stream(String value) {
            return new ByteArrayInputStream(value.getBytes(UTF_8));
        }

        @Override
        public String parse(InputStream stream) {
            try {
                return new String(stream.readAllBytes(), UTF_8);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }
}
