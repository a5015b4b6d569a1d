package org.llmops.guardrail.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.llmops.guardrail.custom.Strangers.ACME;
import static org.llmops.guardrail.custom.Strangers.SCENE;
import static org.llmops.guardrail.custom.Strangers.now;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.detecting.Match;

class HttpAskingTest {
    private static final String TEXT = "Ask 😀 Bob about project Falcon";
    private static final byte[] SECRET = new byte[32];
    private static final Credentials CREDENTIALS = new Credentials(
            "Bearer t0ken",
            SigningSecret.parse("whsec_" + Base64.getEncoder().encodeToString(SECRET))
                    .orElseThrow());

    private Strangers stranger;
    private HttpAsking asking;

    @BeforeEach
    void start() throws Exception {
        stranger = new Strangers();
        asking = asking("localhost");
    }

    @AfterEach
    void stop() throws Exception {
        stranger.close();
    }

    @Test
    void whatItFindsIsReported() {
        stranger.answer(matches(match(24, 30).put("rule", "code-names").put("reason", "A name from the list")));

        assertThat(ask(TEXT, 1000, false))
                .containsExactly(Match.of("CODE_NAME", "code-names", 24, 30, 0.9, "A name from the list"));
    }

    @Test
    void itIsAskedWithTextSceneCredentialsAndSignature() throws Exception {
        assertThat(ask(TEXT, 1000, true)).isEmpty();

        Strangers.Asked asked = stranger.asked.getFirst();
        assertThat(asked.path()).isEqualTo("/detect");
        assertThat(asked.body().toJsonObject())
                .isEqualTo(new JsonObject()
                        .put("detector", "code-names")
                        .put(
                                "texts",
                                new JsonArray()
                                        .add(new JsonObject().put("id", "0").put("text", TEXT)))
                        .put(
                                "scene",
                                new JsonObject()
                                        .put("workspace", "acme")
                                        .put("direction", "output")
                                        .put("source", "assistant")
                                        .put("attributes", new JsonObject().put("app", "shop"))
                                        .put(
                                                "around",
                                                new JsonArray()
                                                        .add(new JsonObject()
                                                                .put("source", "user")
                                                                .put("text", "What is it?")))));
        assertThat(asked.headers()).containsEntry("authorization", "Bearer t0ken");
        String signed =
                asked.headers().get("webhook-id") + "." + asked.headers().get("webhook-timestamp") + "." + asked.body();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
        assertThat(asked.headers())
                .containsEntry("webhook-timestamp", "1700000000")
                .containsEntry(
                        "webhook-signature",
                        "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes())));
    }

    @Test
    void otherTextsOfTheCallStayHereUnlessTheRegistrationAsksForThem() {
        ask(TEXT, 1000, false);

        assertThat(stranger.asked.getFirst().body().toString()).doesNotContain("What is it?");
    }

    @Test
    void whatCannotBeTrueIsNoAnswer() {
        JsonArray tooMany = new JsonArray();
        for (int i = 0; i <= Told.MOST_MATCHES; i++) {
            tooMany.add(match(0, 1));
        }
        for (String lie : List.of(
                matches(match(24, 32)),
                matches(match(30, 30)),
                matches(match(5, 4)),
                matches(match(-1, 3)),
                matches(match(0, 1).put("start", 0.5)),
                matches(match(0, 1).put("end", 9_007_199_254_740_993L)),
                matches(match(0, 1).put("end", "1")),
                matches(match(0, 1).put("score", 1.1)),
                matches(match(0, 1).put("score", -0.1)),
                matches(match(0, 1).put("score", "1")),
                matches(match(0, 1).put("entity", "EMAIL_ADDRESS")),
                matches(match(0, 1).putNull("entity")),
                matches(match(0, 1).put("text", "1")),
                matches(match(0, 1).put("rule", "Not A Rule")),
                matches(match(0, 1).put("rule", "r".repeat(64))),
                new JsonObject().put("matches", tooMany).encode(),
                "{\"matches\": [1]}",
                "{\"matches\": {}}",
                "{\"found\": []}",
                "[]",
                "",
                "null",
                "<html>busy</html>",
                "{\"matches\": []} {\"matches\": []}",
                "{\"matches\": [], \"matches\": []}",
                "{\"matches\": " + "[".repeat(5000) + "]".repeat(5000) + "}")) {
            stranger.answer(lie);

            assertThatThrownBy(() -> ask(TEXT, 1000, false))
                    .as(lie.substring(0, Math.min(80, lie.length())))
                    .isInstanceOf(Unanswered.class)
                    .hasMessageContaining("Custom detector 'code-names' told");
        }
    }

    @Test
    void anAnswerWithoutEndIsCutOff() {
        stranger.answer(request -> {
            request.response().setChunked(true);
            stranger.vertx.setPeriodic(1, tick -> request.response().write(Buffer.buffer(" ".repeat(10_000))));
        });

        assertThatThrownBy(() -> ask(TEXT, 20_000, false))
                .isInstanceOf(Unanswered.class)
                .hasMessage("The answer is longer than 100000 bytes");
    }

    @Test
    void whoIsSlowIsNotWaitedFor() {
        stranger.answer(request ->
                stranger.vertx.setTimer(20_000, late -> request.response().end("{\"matches\": []}")));

        assertThatThrownBy(() -> ask(TEXT, 50, false))
                .isInstanceOf(Unanswered.class)
                .hasMessage("There was no answer in time");
    }

    @Test
    void anErrorIsNoAnswerAndARedirectIsNotFollowed() {
        for (int status : new int[] {500, 404, 204, 302}) {
            stranger.asked.clear();
            stranger.answer(request -> request.response()
                    .setStatusCode(status)
                    .putHeader("Location", "/elsewhere")
                    .end(status == 204 ? "" : "{\"matches\": []}"));

            assertThatThrownBy(() -> ask(TEXT, 1000, false))
                    .isInstanceOf(Unanswered.class)
                    .hasMessage("The answer's status is " + status);
            assertThat(stranger.asked).hasSize(1);
        }
    }

    @Test
    void aNameThatLeadsInsideIsNotSpokenTo() {
        asking = asking("public");

        assertThatThrownBy(() -> ask(TEXT, 5000, false))
                .isInstanceOf(Unanswered.class)
                .hasMessage("The host's name leads to an inner address");
        assertThat(stranger.asked).isEmpty();
    }

    @Test
    void aReasonThatRepeatsTheTextIsNotShown() {
        for (String reason : List.of(
                "They want to ask bob about project plans", "Key ab12 leaked", "line\nbreak", " ", "x".repeat(301))) {
            stranger.answer(matches(match(0, 3).put("reason", reason)));

            assertThat(ask("Ask Bob about project Falcon, key AB12", 1000, false))
                    .singleElement()
                    .satisfies(match -> assertThat(match.reason()).isEqualTo("Custom detector 'code-names' says so"));
        }
    }

    @Test
    void aServiceThatIsNotThereIsNoAnswer() throws Exception {
        Strangers gone = new Strangers();
        Terms.Service nowhere = service(gone, 1000, false);
        gone.close();

        assertThatThrownBy(() -> now(asking.ask(registered(nowhere), nowhere, SCENE, TEXT, 5000)))
                .isInstanceOf(Unanswered.class)
                .hasMessage("The host does not let anybody connect");
    }

    private List<Match> ask(String text, int timeoutMs, boolean sendsAround) {
        Terms.Service service = service(stranger, timeoutMs, sendsAround);
        return now(asking.ask(registered(service), service, SCENE, text, timeoutMs));
    }

    private static Terms.Service service(Strangers stranger, int timeoutMs, boolean sendsAround) {
        return new Terms.Service(
                Kind.HTTP, stranger.url("/detect"), List.of("CODE_NAME"), timeoutMs, 1000, sendsAround);
    }

    private static Registered registered(Terms.Service service) {
        return new Registered(ACME, new DetectorName("code-names"), service, CREDENTIALS);
    }

    private HttpAsking asking(String allowed) {
        CustomSettings settings = Strangers.settings(allowed);
        Clock clock = Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);
        return new HttpAsking(new Posting(stranger.vertx, settings), settings, clock);
    }

    private static JsonObject match(int start, int end) {
        return new JsonObject()
                .put("text", "0")
                .put("entity", "CODE_NAME")
                .put("start", start)
                .put("end", end)
                .put("score", 0.9);
    }

    private static String matches(JsonObject match) {
        return new JsonObject().put("matches", new JsonArray().add(match)).encode();
    }
}
