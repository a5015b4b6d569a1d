package org.llmops.guardrail.custom;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.RemoteDetector;
import org.llmops.platform.problem.Problem;
import org.llmops.platform.testkit.RealServers;
import org.llmops.platform.testkit.TestTokens;

@QuarkusTest
@WithTestResource(RealServers.class)
class CustomDetectorAppTest {
    private static final String SIGNING = "whsec_" + "A".repeat(43) + "=";

    @Inject
    CustomType custom;

    @Inject
    DataSource database;

    private final String name = "detector-" + UUID.randomUUID();
    private Strangers stranger;

    @BeforeEach
    void start() throws Exception {
        stranger = new Strangers();
    }

    @AfterEach
    void stop() throws Exception {
        stranger.close();
    }

    @Test
    void aDetectorIsReadBackWithoutItsCredentials() throws SQLException {
        put("alice", http().put("authorization", "Bearer t0p-secret").put("signing_secret", SIGNING))
                .then()
                .statusCode(200);

        Response read = as("ava").get(path());
        read.then()
                .statusCode(200)
                .body("name", is(name))
                .body("kind", is("http"))
                .body("url", is(stranger.url("/detect").toString()))
                .body("has_credentials", is(true))
                .body("timeout_ms", is(1000))
                .body("changed_by", is("alice"));
        assertThat(read.asString()).doesNotContain("t0p-secret").doesNotContain("whsec_");
        assertThat(row()).doesNotContain("t0p-secret").doesNotContain("whsec_").contains("sealed");
        as("ava").get("/v1/detectors/custom?limit=200").then().body("items.name", hasItem(name));
    }

    @Test
    void itIsAskedAsItWasRegistered() {
        put("alice", http().put("authorization", "Bearer t0p-secret")).then().statusCode(200);
        stranger.answer(
                "{\"matches\": [{\"text\": \"0\", \"entity\": \"CODE_NAME\", \"start\": 0, \"end\": 6, \"score\": 1}]}");

        assertThat(detect("Falcon flies"))
                .singleElement()
                .satisfies(match -> assertThat(match.end()).isEqualTo(6));
        assertThat(stranger.asked.getFirst().headers()).containsEntry("authorization", "Bearer t0p-secret");

        put("alice", http().put("entities", JsonArray.of("OTHER"))).then().statusCode(200);
        assertThatThrownBy(() -> detect("Falcon flies")).isInstanceOf(Unanswered.class);
        assertThat(stranger.asked.getLast().headers()).containsEntry("authorization", "Bearer t0p-secret");

        as("alice").delete(path()).then().statusCode(204);
        assertThatThrownBy(() -> detect("Falcon flies")).isInstanceOf(Problem.class);
    }

    @Test
    void aTextThatIsTooLongIsNotSent() {
        put("alice", http().put("max_text", 5)).then().statusCode(200);

        assertThatThrownBy(() -> detect("Falcon")).isInstanceOf(Unanswered.class);
        assertThat(detect("Falco")).isEmpty();
        assertThat(detect("")).isEmpty();
        assertThat(stranger.asked).hasSize(1);
    }

    @Test
    void credentialsDoNotMoveToAnotherHost() {
        put("alice", http().put("authorization", "Bearer t0p-secret")).then().statusCode(200);
        put("alice", http().put("url", "https://evil.example.com/detect"))
                .then()
                .statusCode(422)
                .body("type", is("urn:llmops:problem:CUSTOM_DETECTOR_INVALID"))
                .body("errors[0].field", is("url"));
        put("alice", http().put("url", "https://evil.example.com/detect").put("authorization", "Bearer new"))
                .then()
                .statusCode(200);
    }

    @Test
    void aUrlThatLeadsWhereNothingMayGoIsRefused() {
        for (String url : List.of(
                "http://example.com/detect",
                "https://127.0.0.1/detect",
                "https://0x7f.1/detect",
                "https://[::1]/detect",
                "https://169.254.169.254/latest/meta-data",
                "https://metadata.internal/",
                "https://user:secret@example.com/",
                "https://example.com/?key=secret",
                "https://example.com/#here",
                "ftp://example.com/",
                "file:///etc/passwd",
                "https://example.com:0/",
                "https:///nowhere",
                "not a url",
                "https://example.com/" + "x".repeat(2000))) {
            put("alice", http().put("url", url))
                    .then()
                    .statusCode(422)
                    .body("type", is("urn:llmops:problem:CUSTOM_DETECTOR_INVALID"))
                    .body("errors[0].field", is("url"));
        }
        for (String url : List.of("grpc://example.com:443", "grpcs://example.com", "grpcs://example.com:443/x")) {
            put("alice", http().put("kind", "grpc").put("url", url)).then().statusCode(422);
        }
    }

    @Test
    void everyFaultSaysHowToMendIt() {
        refused(http().put("entities", JsonArray.of("lower case")), 422, "entities[0]");
        refused(http().put("entities", new JsonArray()), 400, "entities");
        refused(http().put("rubric", "x"), 422, "rubric");
        refused(http().put("signing_secret", "whsec_short"), 422, "signing_secret");
        refused(http().put("authorization", "line\nbreak"), 422, "authorization");
        refused(http().put("timeout_ms", 0), 400, "timeout_ms");
        refused(judge().putNull("rubric"), 422, "rubric");
        refused(judge().putNull("model"), 422, "model");
        refused(judge().put("url", "https://example.com"), 422, "url");
        refused(judge().put("entities", JsonArray.of("A", "B")), 422, "entities");
        put("alice", "Not_a_name", http()).then().statusCode(422).body("errors[0].field", is("name"));
        Parameters parameters = Parameters.none();
        custom.compile(parameters);
        assertThat(parameters.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.field()).isEqualTo("parameters.name"));
    }

    @Test
    void onlyAdministratorsSayWhereTextsGo() {
        put("arthur", http()).then().statusCode(403);
        put("alice", judge())
                .then()
                .statusCode(200)
                .body("rubric", is("Is it rude?"))
                .body("max_tokens", is(200));
        as("arthur").delete(path()).then().statusCode(403);
    }

    @Test
    void detectorsOfOthersCannotBeSeenOrUsed() {
        put("alice", http()).then().statusCode(200);

        as("grace").get(path()).then().statusCode(404).body("type", is("urn:llmops:problem:CUSTOM_DETECTOR_UNKNOWN"));
        as("grace").delete(path()).then().statusCode(404);
        as("grace").get("/v1/detectors/custom?limit=200").then().body("items.name", not(hasItem(name)));
    }

    private List<Match> detect(String text) {
        RemoteDetector detector = (RemoteDetector) custom.compile(
                new Parameters(JsonNodeFactory.instance.objectNode().put("name", name), "parameters"));
        return Strangers.now(detector.detect(Strangers.SCENE, text, Duration.ofSeconds(10)));
    }

    private void refused(JsonObject detector, int status, String field) {
        put("alice", detector).then().statusCode(status).body("errors[0].field", is(field));
    }

    private JsonObject http() {
        return new JsonObject()
                .put("kind", "http")
                .put("url", stranger.url("/detect").toString())
                .put("entities", JsonArray.of("CODE_NAME"));
    }

    private static JsonObject judge() {
        return new JsonObject()
                .put("kind", "judge")
                .put("rubric", "Is it rude?")
                .put("model", "small-judge")
                .put("entities", JsonArray.of("RUDE"));
    }

    private Response put(String user, JsonObject detector) {
        return put(user, name, detector);
    }

    private static Response put(String user, String name, JsonObject detector) {
        return as(user).body(detector.encode()).put("/v1/detectors/custom/" + name);
    }

    private String path() {
        return "/v1/detectors/custom/" + name;
    }

    private static RequestSpecification as(String user) {
        return given().auth().oauth2(TestTokens.user(user)).contentType(ContentType.JSON);
    }

    private String row() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select set_config('llmops.workspace', 'acme', false)");
            try (ResultSet row = statement.executeQuery(
                    "select 'sealed ' || row(d.*)::text from custom_detector d where name = '" + name + "'")) {
                assertThat(row.next()).isTrue();
                return row.getString(1);
            } finally {
                statement.execute("reset llmops.workspace");
            }
        }
    }
}
