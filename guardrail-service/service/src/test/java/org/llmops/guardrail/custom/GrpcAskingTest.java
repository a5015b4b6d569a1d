package org.llmops.guardrail.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.llmops.guardrail.custom.Strangers.ACME;
import static org.llmops.guardrail.custom.Strangers.SCENE;
import static org.llmops.guardrail.custom.Strangers.now;

import io.grpc.Status;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.server.GrpcServerRequest;
import io.vertx.grpcio.server.GrpcIoServer;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.v1.DetectMatch;
import org.llmops.guardrail.v1.DetectRequest;
import org.llmops.guardrail.v1.DetectResponse;
import org.llmops.guardrail.v1.DetectorServiceGrpc;
import org.llmops.guardrail.v1.Direction;
import org.llmops.guardrail.v1.Source;

class GrpcAskingTest {
    private static final String TEXT = "Ask Bob about project Falcon";
    private static final DetectMatch FALCON = DetectMatch.newBuilder()
            .setTextId("0")
            .setEntity("CODE_NAME")
            .setStart(22)
            .setEnd(28)
            .setScore(0.9)
            .build();

    private final Vertx vertx = Vertx.vertx();
    private final List<DetectRequest> asked = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private volatile Handler<GrpcServerRequest<DetectRequest, DetectResponse>> answer =
            request -> request.response().end(DetectResponse.getDefaultInstance());
    private HttpServer server;

    @BeforeEach
    @SuppressWarnings("deprecation") // only Vert.x 5 has the successor
    void start() throws Exception {
        GrpcIoServer grpc = GrpcIoServer.server(vertx);
        grpc.callHandler(
                DetectorServiceGrpc.getDetectMethod(),
                request -> request.handler(question -> {
                    asked.add(question);
                    authorizations.add(String.valueOf(request.headers().get("authorization")));
                    answer.handle(request);
                }));
        server = vertx.createHttpServer()
                .requestHandler(grpc)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void whatItFindsIsReported() {
        answer(FALCON);

        assertThat(ask(5000, "localhost"))
                .containsExactly(
                        Match.of("CODE_NAME", "code-names", 22, 28, 0.9, "Custom detector 'code-names' says so"));
        DetectRequest question = asked.getFirst();
        assertThat(question.getDetector()).isEqualTo("code-names");
        assertThat(question.getTexts(0).getText()).isEqualTo(TEXT);
        assertThat(question.getScene().getWorkspace()).isEqualTo("acme");
        assertThat(question.getScene().getDirection()).isEqualTo(Direction.DIRECTION_OUTPUT);
        assertThat(question.getScene().getSource()).isEqualTo(Source.SOURCE_ASSISTANT);
        assertThat(question.getScene().getAttributesMap()).containsEntry("app", "shop");
        assertThat(question.getScene().getAroundList()).isEmpty();
        assertThat(authorizations).containsExactly("Bearer t0ken");
    }

    @Test
    void whatCannotBeTrueIsNoAnswer() {
        for (DetectMatch lie : List.of(
                FALCON.toBuilder().setEnd(29).build(),
                FALCON.toBuilder().setEnd(Long.MAX_VALUE).build(),
                FALCON.toBuilder().setStart(-1).build(),
                FALCON.toBuilder().setStart(28).build(),
                FALCON.toBuilder().setScore(Double.NaN).build(),
                FALCON.toBuilder().setEntity("IBAN").build(),
                FALCON.toBuilder().setTextId("7").build())) {
            answer(lie);

            assertThatThrownBy(() -> ask(5000, "localhost"))
                    .isInstanceOf(Unanswered.class)
                    .hasMessageContaining("told");
        }
    }

    @Test
    void anErrorOrAHugeAnswerIsNoAnswer() {
        answer = request -> request.response()
                .status(GrpcStatus.valueOf(Status.Code.INTERNAL.value()))
                .end();
        assertThatThrownBy(() -> ask(5000, "localhost")).isInstanceOf(Unanswered.class);

        answer(FALCON.toBuilder().setReason("x".repeat(200_000)).build());
        assertThatThrownBy(() -> ask(5000, "localhost")).isInstanceOf(Unanswered.class);
    }

    @Test
    void whoIsSlowIsNotWaitedFor() {
        answer = request -> vertx.setTimer(20_000, late -> request.response().end());

        assertThatThrownBy(() -> ask(50, "localhost"))
                .isInstanceOf(Unanswered.class)
                .hasMessage("There was no answer in time");
    }

    @Test
    void aNameThatLeadsInsideIsNotSpokenTo() {
        assertThatThrownBy(() -> ask(5000, "public"))
                .isInstanceOf(Unanswered.class)
                .hasMessage("The host's name leads to an inner address");
        assertThat(asked).isEmpty();
    }

    private void answer(DetectMatch match) {
        answer = request -> request.response()
                .end(DetectResponse.newBuilder().addMatches(match).build());
    }

    private List<Match> ask(int timeoutMs, String allowed) {
        Terms.Service service = new Terms.Service(
                Kind.GRPC,
                URI.create("grpc://localhost:" + server.actualPort()),
                List.of("CODE_NAME"),
                timeoutMs,
                1000,
                false);
        Registered registered =
                new Registered(ACME, new DetectorName("code-names"), service, new Credentials("Bearer t0ken", null));
        return now(new GrpcAsking(vertx, Strangers.settings(allowed)).ask(registered, service, SCENE, TEXT, timeoutMs));
    }
}
