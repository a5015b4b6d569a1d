package org.llmops.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.llmops.guardrail.Guardrails.anyPolicy;
import static org.llmops.guardrail.Guardrails.policy;
import static org.llmops.guardrail.Guardrails.rail;
import static org.llmops.guardrail.Guardrails.texts;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.v1.Direction;
import org.llmops.guardrail.v1.GuardrailEvent;
import org.llmops.guardrail.v1.Verdict;
import org.llmops.platform.testkit.KafkaEvents;
import org.llmops.platform.testkit.RealServers;
import org.llmops.platform.testkit.TestEvent;

/** What stays of screenings: where and what kind, and never what unless the workspace asks for it. */
@QuarkusTest
@WithTestResource(RealServers.class)
class FindingsAppTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Guardrails alice = Guardrails.as("alice");
    private final Guardrails ava = Guardrails.as("ava");
    private final Guardrails grace = Guardrails.as("grace");
    private final String call = UUID.randomUUID().toString();

    @BeforeEach
    @AfterEach
    void nothingIsKept() {
        alice.delete("/enforced-policy");
        alice.put("/recording", new JsonObject().put("content", false)).statusCode(200);
    }

    @Test
    void aFindingSaysWhereAndWhatKindButNotWhat() {
        String policy = alice.inForce(rail("email", "redact"));
        screen("write to me@example.com, or to me@example.com");

        List<Map<String, Object>> found = found(2);

        assertThat(found)
                .allSatisfy(finding -> assertThat(finding)
                        .containsEntry("policy", policy)
                        .containsEntry("rule", "email-redact")
                        .containsEntry("entity", "EMAIL_ADDRESS")
                        .containsEntry("action", "redact")
                        .containsEntry("mode", "enforce")
                        .containsEntry("call_id", call)
                        .containsEntry("length", 14));
        assertThat(found.getFirst().get("fingerprint"))
                .isEqualTo(found.getLast().get("fingerprint"))
                .asString()
                .hasSize(64);
        assertThat(found.toString()).doesNotContain("me@example");
        String id = (String) found.getFirst().get("id");
        alice.get("/findings/" + id + "/content")
                .then()
                .statusCode(404)
                .body("type", containsString("CONTENT_NOT_KEPT"));
        grace.get("/findings/" + id).then().statusCode(404);
        grace.get("/findings?call_id=" + call).then().body("items.size()", is(0));
    }

    @Test
    void findingsAreFilteredAndPaged() {
        alice.inForce(rail("email", "redact"), rail("iban", "block"));
        screen("a@example.com b@example.com DE89 3704 0044 0532 0130 00");
        found(3);

        String cursor = ava.get("/findings?limit=2&call_id=" + call).path("next_cursor");
        ava.get("/findings?limit=2&call_id=" + call + "&cursor=" + cursor)
                .then()
                .body("items.size()", is(1));
        ava.get("/findings?rule=iban-block&call_id=" + call).then().body("items.size()", is(1));
        ava.get("/findings?entity=EMAIL_ADDRESS&call_id=" + call).then().body("items.size()", is(2));
        ava.get("/findings?from=2100-01-01T00:00:00Z&call_id=" + call).then().body("items.size()", is(0));
        ava.get("/findings?from=yesterday").then().statusCode(400).body("type", containsString("FILTER_INVALID"));
    }

    @Test
    void contentIsKeptSealedOnlyWhereTheWorkspaceAsksForItAndEveryLookNeedsAnEditor() {
        alice.inForce(rail("email", "redact"));
        alice.put("/recording", new JsonObject().put("content", true).put("sample_rate", 1))
                .statusCode(200);
        screen("write to me@example.com");
        String id = (String) found(1).getFirst().get("id");

        alice.get("/findings/" + id + "/content")
                .then()
                .statusCode(200)
                .header("Cache-Control", is("no-store"))
                .body("text", is("write to me@example.com"));
        ava.get("/findings/" + id + "/content").then().statusCode(403);
        ava.put("/recording", new JsonObject().put("content", true)).statusCode(403);

        screen("nothing to be found here");
        String stricter = anyPolicy();
        alice.publish(stricter, policy(rail("email", "block")));
        await().atMost(SOON)
                .untilAsserted(
                        () -> alice.post("/policies/" + stricter + "/versions/1/comparisons?most=2", new JsonObject())
                                .statusCode(201)
                                .body("source", is("recorded"))
                                .body("result.newly_blocked", is(1))
                                .body("result.newly_blocked_calls[0]", is(call)));
    }

    @Test
    void aVersionInShadowLooksOnAndChangesNothing() {
        String policy = alice.inForce(rail("email", "allow"));
        alice.publish(policy, policy(rail("email", "block")));
        alice.post(
                        "/policies/" + policy + "/versions/2/moves",
                        new JsonObject().put("to", "shadow").put("why", "see what it would block"))
                .statusCode(201);

        assertThat(screen("me@example.com")).isEqualTo("allow");

        List<Map<String, Object>> found = found(2);
        assertThat(found)
                .anySatisfy(finding -> assertThat(finding)
                        .containsEntry("version", 2)
                        .containsEntry("mode", "shadow")
                        .containsEntry("action", "block"))
                .anySatisfy(finding ->
                        assertThat(finding).containsEntry("version", 1).containsEntry("mode", "enforce"));
    }

    @Test
    void whatIsInShadowLooksAtStreamsTooAndChangesNothing() {
        String policy = alice.inForce(rail("email", "block").put("mode", "shadow"));
        alice.publish(policy, policy(rail("email", "redact")));
        alice.post(
                        "/policies/" + policy + "/versions/2/moves",
                        new JsonObject().put("to", "shadow").put("why", "see what it would replace"))
                .statusCode(201);

        try (GuardrailClient client = new GuardrailClient()) {
            Stream stream = client.stream("acme").open(Direction.DIRECTION_OUTPUT, call);
            stream.send("a", "Write to me@exam").send("a", "ple.com today");
            String released = stream.released().getText() + stream.released().getText();
            stream.end("a");
            released += stream.released().getText();
            assertThat(released).isEqualTo("Write to me@example.com today");
            assertThat(stream.end("").verdict().getVerdict()).isEqualTo(Verdict.VERDICT_ALLOW);
        }

        assertThat(found(2))
                .allSatisfy(finding -> assertThat(finding)
                        .containsEntry("mode", "shadow")
                        .containsEntry("start", 9)
                        .containsEntry("length", 14)
                        .containsEntry("direction", "output"))
                .extracting(finding -> finding.get("version") + " " + finding.get("action"))
                .containsExactlyInAnyOrder("1 block", "2 redact");
    }

    @Test
    void findingsAreToldWithoutWhatWasFound() throws Exception {
        alice.inForce(rail("email", "redact"));
        screen("me@example.com");

        try (KafkaEvents events = KafkaEvents.of("llmops.guardrails.v1")) {
            TestEvent told = events.await(
                    event -> event.type().equals("llmops.guardrail.v1.FindingsRecorded") && tells(event, call));
            assertThat(told.workspace()).isEqualTo("acme");
            assertThat(new String(told.payload(), java.nio.charset.StandardCharsets.UTF_8))
                    .doesNotContain("me@example");
        }
    }

    private static boolean tells(TestEvent event, String call) {
        try {
            return GuardrailEvent.parseFrom(event.payload()).getFindingsRecorded().getFindingsList().stream()
                    .anyMatch(finding -> finding.getCallId().equals(call));
        } catch (com.google.protobuf.InvalidProtocolBufferException malformed) {
            throw new AssertionError(malformed);
        }
    }

    private String screen(String text) {
        return ava.screen(texts("input", text).put("call_id", call))
                .then()
                .statusCode(200)
                .extract()
                .path("verdict");
    }

    private List<Map<String, Object>> found(int count) {
        await().atMost(SOON)
                .until(() -> ava.get("/findings?call_id=" + call)
                                .<List<?>>path("items")
                                .size()
                        == count);
        return ava.get("/findings?call_id=" + call).path("items");
    }
}
