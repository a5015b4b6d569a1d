package org.llmops.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.llmops.guardrail.Guardrails.anyPolicy;
import static org.llmops.guardrail.Guardrails.policy;
import static org.llmops.guardrail.Guardrails.rail;
import static org.llmops.guardrail.Guardrails.texts;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.rpc.ErrorInfo;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.v1.Direction;
import org.llmops.guardrail.v1.ScreenRequest;
import org.llmops.guardrail.v1.ScreenResponse;
import org.llmops.guardrail.v1.ScreenStreamChunk;
import org.llmops.guardrail.v1.ScreenStreamOpen;
import org.llmops.guardrail.v1.ScreenStreamRequest;
import org.llmops.guardrail.v1.Segment;
import org.llmops.guardrail.v1.Verdict;
import org.llmops.platform.testkit.RealServers;

/** What is too much, too late or no text at all: a clear answer each time, and nothing goes through unseen. */
@QuarkusTest
@WithTestResource(RealServers.class)
class BoundsAppTest {
    private static final int LIMIT = 10 << 20;

    private final Guardrails alice = Guardrails.as("alice");
    private final Guardrails arthur = Guardrails.as("arthur");

    @Test
    void aBodyOverTheLimitIsToldTheLimit() throws Exception {
        byte[] body = texts("input", "x".repeat(LIMIT)).encode().getBytes(StandardCharsets.UTF_8);

        HttpResponse<String> answer = post(HttpRequest.BodyPublishers.ofByteArray(body));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        JsonObject problem = new JsonObject(answer.body());
        assertThat(problem.getString("type")).isEqualTo("urn:llmops:problem:BODY_TOO_LARGE");
        assertThat(problem.getString("detail")).contains("10485760 bytes");
    }

    @Test
    void aBodyOfUnknownLengthIsRefusedToo() throws Exception {
        byte[] body = texts("input", "x".repeat(LIMIT)).encode().getBytes(StandardCharsets.UTF_8);

        HttpResponse<String> answer =
                post(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));

        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void textsBetweenTheLimitsAreBlockedAndSaidToBeUnscanned() {
        arthur.inForce(rail("email", "redact"));
        for (int length : new int[] {1_000_001, 5_000_000, LIMIT - 1000}) {
            arthur.screen(texts("input", "x".repeat(length)))
                    .then()
                    .statusCode(200)
                    .body("verdict", is("block"))
                    .body("segments.text", contains(""))
                    .body("unscanned.reason", contains("TOO_LONG"))
                    .body("unscanned.bytes", contains(length - 1_000_000));
        }
    }

    @Test
    void emptyTextsAreTexts() {
        arthur.inForce(rail("email", "redact"), rail("injection", "block"), rail("toxicity", "block"));

        arthur.screen(texts("input", "", " ", "\n\u0000"))
                .then()
                .statusCode(200)
                .body("verdict", is("allow"))
                .body("segments.text", contains("", " ", "\n\u0000"))
                .body("findings", empty())
                .body("unscanned", empty());
        arthur.screen(texts("input")).then().statusCode(200).body("verdict", is("allow"));
    }

    @Test
    void aCallIsNamedBriefly() {
        arthur.screen(texts("input", "a").put("call_id", "c".repeat(257)))
                .then()
                .statusCode(400)
                .body("type", is("urn:llmops:problem:SCREENING_INVALID"))
                .body("errors.field", contains("call_id"));
    }

    @Test
    void halfACharacterIsRefusedWhereverItStands() {
        for (String half : new String[] {"\\ud83d", "\\ude00", "a\\ude00\\ud83d"}) {
            arthur.request()
                    .contentType(ContentType.JSON)
                    .body(texts("output", "X").encode().replace("X", half))
                    .post("/v1/screen")
                    .then()
                    .statusCode(400)
                    .body("errors.field", contains("segments[0].text"));
        }
    }

    @Test
    void brokenTextOverGrpcIsRefusedAndNotMended() throws IOException {
        for (byte[] broken :
                new byte[][] {{'a', (byte) 0xC3}, {(byte) 0xED, (byte) 0xA0, (byte) 0xBD}, {(byte) 0xFF}}) {
            ScreenRequest whole = ScreenRequest.newBuilder()
                    .setDirection(Direction.DIRECTION_INPUT)
                    .build();
            byte[] request = with(
                    whole.toByteArray(),
                    ScreenRequest.SEGMENTS_FIELD_NUMBER,
                    with(new byte[0], Segment.TEXT_FIELD_NUMBER, broken));

            try (GuardrailClient client = new GuardrailClient()) {
                StatusRuntimeException refused =
                        catchThrowableOfType(StatusRuntimeException.class, () -> client.screenBytes("acme", request));

                assertMalformed(refused);
            }
        }
    }

    @Test
    void brokenTextInTheMiddleOfAStreamEndsIt() throws IOException {
        byte[] open = ScreenStreamRequest.newBuilder()
                .setOpen(ScreenStreamOpen.newBuilder().setDirection(Direction.DIRECTION_INPUT))
                .build()
                .toByteArray();
        byte[] whole = ScreenStreamRequest.newBuilder()
                .setChunk(ScreenStreamChunk.newBuilder().setChannel("a").setText("hello "))
                .build()
                .toByteArray();
        byte[] broken = with(
                new byte[0],
                ScreenStreamRequest.CHUNK_FIELD_NUMBER,
                with(new byte[0], ScreenStreamChunk.TEXT_FIELD_NUMBER, new byte[] {'w', (byte) 0xFF}));

        try (GuardrailClient client = new GuardrailClient()) {
            ExecutionException ended = catchThrowableOfType(
                    ExecutionException.class,
                    () -> client.streamBytes("acme", open, whole, broken, whole).get());

            assertMalformed((StatusRuntimeException) ended.getCause());
        }
    }

    @Test
    void aMessageOverTheLimitEndsItsStreamToo() {
        byte[] huge = ScreenStreamRequest.newBuilder()
                .setChunk(ScreenStreamChunk.newBuilder().setChannel("a").setText("x".repeat(25_200_000)))
                .build()
                .toByteArray();

        try (GuardrailClient client = new GuardrailClient()) {
            ExecutionException ended = catchThrowableOfType(
                    ExecutionException.class,
                    () -> client.streamBytes("acme", huge).get());

            assertThat(((StatusRuntimeException) ended.getCause()).getStatus().getCode())
                    .isEqualTo(io.grpc.Status.Code.RESOURCE_EXHAUSTED);
        }
    }

    private static void assertMalformed(StatusRuntimeException refused) {
        assertThat(refused).isNotNull();
        assertThat(refused.getStatus().getCode()).isEqualTo(io.grpc.Status.Code.INVALID_ARGUMENT);
        assertThat(refused.getStatus().getDescription()).contains("UTF-8");
        assertThat(StatusProto.fromThrowable(refused).getDetailsList())
                .anySatisfy(detail ->
                        assertThat(detail.unpack(ErrorInfo.class).getReason()).isEqualTo("BODY_MALFORMED"));
    }

    /** A message with one more field of bytes, whatever they are. */
    private static byte[] with(byte[] message, int field, byte[] value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream written = CodedOutputStream.newInstance(bytes);
        written.writeRawBytes(message);
        written.writeBytes(field, ByteString.copyFrom(value));
        written.flush();
        return bytes.toByteArray();
    }

    @Test
    void aMessageOverTheLimitOfGrpcIsRefused() {
        try (GuardrailClient client = new GuardrailClient()) {
            ScreenRequest huge = ScreenRequest.newBuilder()
                    .setDirection(Direction.DIRECTION_INPUT)
                    .addSegments(Segment.newBuilder().setText("x".repeat(25_200_000)))
                    .build();

            StatusRuntimeException refused = catchThrowableOfType(
                    StatusRuntimeException.class,
                    () -> client.asRouterFor("acme").screen(huge));

            assertThat(refused).isNotNull();
            assertThat(refused.getStatus().getCode()).isEqualTo(io.grpc.Status.Code.RESOURCE_EXHAUSTED);
        }
    }

    @Test
    void whoWaitsBrieflyHearsInTimeWhatNobodyLookedAt() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("localhost"));
                GuardrailClient client = new GuardrailClient()) {
            String name = anyPolicy();
            alice.put(
                            "/detectors/custom/" + name,
                            new JsonObject()
                                    .put("kind", "http")
                                    .put("url", "http://localhost:" + silent.getLocalPort() + "/detect")
                                    .put("timeout_ms", 10000)
                                    .put("entities", JsonArray.of("CODE_NAME")))
                    .statusCode(200);
            client.asRouterFor("acme")
                    .screen(ScreenRequest.newBuilder()
                            .setDirection(Direction.DIRECTION_INPUT)
                            .addSegments(Segment.newBuilder().setText("a first call takes its time"))
                            .build());
            arthur.inForce(rail("custom", "block").put("parameters", new JsonObject().put("name", name)));

            // On a busy machine the answer may start in time and still come too late.
            ScreenResponse response = await().ignoreException(StatusRuntimeException.class)
                    .atMost(Duration.ofSeconds(30))
                    .until(
                            () -> client.asRouterFor("acme")
                                    .withDeadlineAfter(2500, TimeUnit.MILLISECONDS)
                                    .screen(ScreenRequest.newBuilder()
                                            .setDirection(Direction.DIRECTION_INPUT)
                                            .addSegments(Segment.newBuilder().setText("Falcon flies"))
                                            .build()),
                            answer -> true);

            assertThat(response.getVerdict()).isEqualTo(Verdict.VERDICT_BLOCK);
            assertThat(response.getUnscannedList()).singleElement().satisfies(unscanned -> {
                assertThat(unscanned.getRuleId()).isEqualTo("custom-block");
                assertThat(unscanned.getReason()).isIn("DEADLINE", "FAILED");
                assertThat(unscanned.getBytes()).isEqualTo(12);
            });
        }
    }

    @Test
    void regularExpressionsThatCannotBeLinearOrSmallAreRefusedWithTheirPlace() {
        JsonArray patterns = new JsonArray();
        for (String regex : new String[] {"((a{500}){500}){500}", "(a)\\1", "(?<=a)b", "a(?!b)"}) {
            patterns.add(new JsonObject()
                    .put("name", "p" + patterns.size())
                    .put("entity", "X")
                    .put("regex", regex));
        }

        arthur.publish(
                        anyPolicy(),
                        policy(rail("regex", "block").put("parameters", new JsonObject().put("patterns", patterns))))
                .then()
                .statusCode(422)
                .body(
                        "errors.field",
                        contains(
                                "rails[0].parameters.patterns[0].regex",
                                "rails[0].parameters.patterns[1].regex",
                                "rails[0].parameters.patterns[2].regex",
                                "rails[0].parameters.patterns[3].regex"))
                .body("errors[0].detail", containsString("too large"));
    }

    @Test
    void aRegularExpressionThatBacktrackersChokeOnCostsNothing() {
        JsonArray patterns = JsonArray.of(
                new JsonObject().put("name", "p").put("entity", "X").put("regex", "(a+)+(a|aa)*b"));
        arthur.inForce(rail("regex", "block").put("parameters", new JsonObject().put("patterns", patterns)));

        arthur.screen(texts("input", "a".repeat(100_000)))
                .then()
                .statusCode(200)
                .body("verdict", is("allow"))
                .body("unscanned", empty());
    }

    private HttpResponse<String> post(HttpRequest.BodyPublisher body) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/v1/screen"))
                            .version(HttpClient.Version.HTTP_1_1)
                            .header("Authorization", "Bearer " + arthur.token())
                            .header("Content-Type", "application/json")
                            .POST(body)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
