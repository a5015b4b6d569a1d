package org.llmops.router;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.testkit.KafkaEvents;
import org.llmops.platform.testkit.RealServers;
import org.llmops.router.snapshot.Configurations;

/** Secrets of keys and credentials of providers are in no answer, event or line of the log. */
@QuarkusTest
@WithTestResource(RealServers.class)
class SecretsContractTest {
    private static final Api ALICE = Api.of(Api.ALICE);
    private static final String CREDENTIAL = "sk-upstream-4711-hidden";

    private final StringBuffer logged = new StringBuffer();
    private final Handler log = new Handler() {
        @Override
        public void publish(LogRecord line) {
            logged.append(line.getMessage());
            if (line.getParameters() != null) {
                logged.append(List.of(line.getParameters()));
            }
            logged.append(line.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @Inject
    Configurations configurations;

    @BeforeEach
    void listen() {
        log.setLevel(Level.ALL);
        Logger.getLogger("").addHandler(log);
    }

    @AfterEach
    void stopListening() {
        Logger.getLogger("").removeHandler(log);
    }

    @Test
    void aCredentialIsUsedButNeverSeenAgain() throws Exception {
        String request = Api.provider("hidden").replace("sk-hidden-secret", CREDENTIAL);
        String answers = ALICE.post("/providers", request).asString()
                + ALICE.get("/providers/hidden").asString()
                + ALICE.get("/providers?limit=200").asString()
                + ALICE.put("/providers/hidden", request).asString()
                + ALICE.put("/providers/hidden", request.replace("openai", "klingon"))
                        .asString()
                + ALICE.put("/providers/hidden", request.replace("127.0.0.1", "10.0.0.1"))
                        .asString()
                + ALICE.put("/providers/hidden", request.replace("\"models\"", "\"modes\""))
                        .asString();

        assertThat(answers).doesNotContain(CREDENTIAL);
        assertThat(events()).contains("hidden").doesNotContain(CREDENTIAL);
        assertThat(logged.toString()).doesNotContain(CREDENTIAL);
        assertThat(configurations
                        .of(new WorkspaceId("acme"))
                        .provider("hidden")
                        .orElseThrow()
                        .credential()
                        .reveal())
                .isEqualTo(CREDENTIAL);
    }

    /** A further credential is written in requests of its own, right and wrong ones. */
    @Test
    void aFurtherCredentialIsNeverSeenAgain() throws Exception {
        String secret = "sk-further-4712-hidden";
        ALICE.registerProvider("hoard");
        String add = "{\"id\":\"second\",\"secret\":\"" + secret + "\"}";
        String path = "/providers/hoard/credentials";

        String answers = ALICE.post(path, add).asString()
                + ALICE.post(path, add).asString()
                + ALICE.post(path, add.replace("second", "Second")).asString()
                + ALICE.post(path, add.replace("\"}", "\",\"weight\":-1}")).asString()
                + ALICE.post(path, add.replace("\"secret\"", "\"sekret\"")).asString()
                + ALICE.post("/providers/unheard-of/credentials", add).asString()
                + ALICE.get(path).asString()
                + ALICE.get("/providers/hoard").asString()
                + ALICE.get("/providers/hoard/health").asString()
                + ALICE.post(path + "/second/enable", "").asString()
                + ALICE.post("/credential-keys/rewrap", "").asString()
                + ALICE.put("/providers/hoard", Api.provider("hoard").replace("sk-hoard-secret", secret))
                        .asString();

        assertThat(answers).contains("second").doesNotContain(secret);
        assertThat(events()).contains("hoard").doesNotContain(secret);
        assertThat(logged.toString()).doesNotContain(secret);
    }

    @Test
    void aKeysSecretIsShownOnce() throws Exception {
        String key = ALICE.post("/keys", "{\"app\": \"web\"}").jsonPath().getString("key");
        String publicId = key.split("-")[2];
        String secret = key.split("-")[3];

        String answers = ALICE.get("/keys/" + publicId).asString()
                + ALICE.get("/keys?limit=200").asString()
                + Api.withKey(key).get("/keys").asString()
                + Api.withKey(key).post("/keys", "{}").asString();
        assertThat(answers).contains(publicId).doesNotContain(secret);
        assertThat(events()).contains(publicId).doesNotContain(secret);
        assertThat(logged.toString()).doesNotContain(secret);
    }

    /** An answer that holds a secret is not kept to be given again, so the database never holds the secret. */
    @Test
    void aKeyIsNotShownAgainToWhoeverRepeatsTheRequest() {
        Response issued = issueWithIdempotencyKey();
        Response repeated = issueWithIdempotencyKey();

        String secret = issued.jsonPath().getString("key").split("-")[3];
        assertThat(issued.statusCode()).isEqualTo(201);
        assertThat(repeated.statusCode()).isEqualTo(409);
        assertThat(repeated.asString()).doesNotContain(secret);
    }

    /** Whoever may change a provider cannot make the router carry its credential to a server of their own. */
    @Test
    void aCredentialDoesNotMoveToAnotherServer() {
        ALICE.registerProvider("moving");
        String moved = """
                {"dialect": "openai", "base_url": "https://%s", "models": [{"id": "small"}]%s}
                """;

        var refused = ALICE.put("/providers/moving", moved.formatted("elsewhere.example.com/v1", ""));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.jsonPath().getString("errors[0].field")).isEqualTo("credential");

        ALICE.put("/providers/moving", moved.formatted("elsewhere.example.com/v1", ", \"credential\": \"other\""))
                .then()
                .statusCode(200);
        ALICE.put("/providers/moving", moved.formatted("elsewhere.example.com/v2", ""))
                .then()
                .statusCode(200);
        assertThat(configurations
                        .of(new WorkspaceId("acme"))
                        .provider("moving")
                        .orElseThrow()
                        .credential()
                        .reveal())
                .isEqualTo("other");
    }

    private static Response issueWithIdempotencyKey() {
        return ALICE.request()
                .header("Idempotency-Key", "shown-once")
                .body("{\"app\": \"web\"}")
                .post("/admin/v1/keys");
    }

    private static String events() throws Exception {
        try (KafkaEvents events = KafkaEvents.of("llmops.routes.v1")) {
            return events.during(Duration.ofSeconds(2)).stream()
                    .map(event -> event.subject() + event.headers() + new String(event.payload(), ISO_8859_1))
                    .collect(Collectors.joining());
        }
    }
}
