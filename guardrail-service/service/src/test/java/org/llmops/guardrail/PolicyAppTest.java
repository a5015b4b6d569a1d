package org.llmops.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.llmops.guardrail.Guardrails.anyPolicy;
import static org.llmops.guardrail.Guardrails.json;
import static org.llmops.guardrail.Guardrails.policy;
import static org.llmops.guardrail.Guardrails.rail;

import com.google.protobuf.InvalidProtocolBufferException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.v1.GuardrailEvent;
import org.llmops.platform.testkit.KafkaEvents;
import org.llmops.platform.testkit.RealServers;
import org.llmops.platform.testkit.TestEvent;

@QuarkusTest
@WithTestResource(RealServers.class)
class PolicyAppTest {
    private final Guardrails arthur = Guardrails.as("arthur");
    private final Guardrails ava = Guardrails.as("ava");

    @Test
    void aVersionIsReadBackAsItWasPublished() {
        String name = anyPolicy();
        JsonObject phone = rail("phone", "block")
                .put("directions", JsonArray.of("input"))
                .put("parameters", new JsonObject().put("default_regions", JsonArray.of("DE", "US")));

        JsonObject published = json(arthur.publish(name, policy(rail("email", "redact"), phone))
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .header("Location", org.hamcrest.Matchers.endsWith("/v1/policies/" + name + "/versions/1"))
                .extract()
                .response());
        JsonObject read = json(ava.get("/policies/" + name + "/versions/1")
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .extract()
                .response());

        assertThat(read).isEqualTo(published);
        read.remove("published_at");
        assertThat(read)
                .isEqualTo(policy(
                                withDefaults(rail("email", "redact"))
                                        .put("parameters", new JsonObject())
                                        .put("action_parameters", new JsonObject().put("operator", "placeholder")),
                                withDefaults(phone).put("action_parameters", new JsonObject()))
                        .put("name", name)
                        .put("version", 1)
                        .put("unscanned", "block")
                        .put("published_by", "arthur"));
    }

    private static JsonObject withDefaults(JsonObject rail) {
        return rail.copy()
                .put("mode", "enforce")
                .put("scope", JsonArray.of("all_turns", "system", "tools", "context"))
                .put("min_score", 0.0)
                .put("on_failure", new JsonObject().put("input", "closed").put("output", "closed"));
    }

    @Test
    void theDefaultRegionIsWrittenIntoTheVersion() {
        String name = anyPolicy();
        arthur.publish(name, policy(rail("phone", "redact")))
                .then()
                .statusCode(201)
                .body("rails[0].parameters.default_regions", contains("US"));
    }

    @Test
    void anUnchangedVersionIsNotSentAgain() {
        String name = anyPolicy();
        arthur.publish(name, policy(rail("email", "redact")));

        ava.request()
                .header("If-None-Match", "\"1\"")
                .get("/v1/policies/" + name + "/versions/1")
                .then()
                .statusCode(304);
    }

    @Test
    void versionsAreListedNewestFirstInPages() {
        String name = anyPolicy();
        IntStream.range(0, 3).forEach(i -> arthur.publish(name, policy(rail("email", "redact"))));

        String cursor = ava.get("/policies/" + name + "/versions?limit=2")
                .then()
                .body("items.version", contains(3, 2))
                .body("next_cursor", notNullValue())
                .extract()
                .path("next_cursor");
        ava.get("/policies/" + name + "/versions?limit=2&cursor=" + cursor)
                .then()
                .body("items.version", contains(1));
        ava.get("/policies/" + name).then().body("latest_version", is(3)).body("created_by", is("arthur"));
        ava.get("/policies?limit=200").then().body("items.name", org.hamcrest.Matchers.hasItem(name));
    }

    @Test
    void concurrentPublishersLeaveNoGapAndShareNoNumber() throws ExecutionException, InterruptedException {
        String name = anyPolicy();
        List<Callable<Integer>> publishers = IntStream.range(0, 12)
                .<Callable<Integer>>mapToObj(i -> () -> arthur.publish(name, policy(rail("email", "redact")))
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("version"))
                .toList();
        List<Integer> numbers = new java.util.ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            for (Future<Integer> number : threads.invokeAll(publishers)) {
                numbers.add(number.get());
            }
        }
        assertThat(numbers)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 12).boxed().toList());
    }

    @Test
    void whatIsInForceSaysWhoDecidedItAndWhen() {
        String name = arthur.inForce(rail("email", "redact"));

        ava.get("/enforced-policy")
                .then()
                .statusCode(200)
                .body("name", is(name))
                .body("version", is(1))
                .body("enforced_by", is("arthur"))
                .body("enforced_at", notNullValue());

        arthur.release().then().statusCode(204);
        arthur.release().then().statusCode(204);
        ava.get("/enforced-policy").then().statusCode(404);
    }

    @Test
    void everythingThatHappensIsTold() {
        String first = arthur.inForce(rail("email", "redact"));
        String second = arthur.inForce(rail("iban", "block"));
        arthur.release();

        try (KafkaEvents events = KafkaEvents.of("llmops.guardrails.v1")) {
            TestEvent published = events.await(event -> event.subject().equals(first));
            assertThat(published.key()).isEqualTo("acme/" + first);
            assertThat(published.type()).isEqualTo("llmops.guardrail.v1.PolicyVersionPublished");
            assertThat(payload(published).getVersionPublished().getPublishedBy())
                    .isEqualTo("arthur");
            assertThat(payload(published).getVersionPublished().getPolicy().getVersion())
                    .isEqualTo(1);

            events.await(event -> enforces(event, first));
            TestEvent enforced = events.await(event -> enforces(event, second));
            assertThat(enforced.type()).isEqualTo("llmops.guardrail.v1.PolicyEnforced");
            assertThat(enforced.workspace()).isEqualTo("acme");
            assertThat(payload(enforced).getEnforced().getEnforcedBy()).isEqualTo("arthur");

            List<TestEvent> inOrder = events.await(
                    3, event -> event.subject().equals("enforced-policy") && !isBefore(event, events, first));
            assertThat(payload(inOrder.getLast()).getEnforced().hasPolicy()).isFalse();
        }
    }

    private static boolean isBefore(TestEvent event, KafkaEvents events, String first) {
        TestEvent start = events.await(candidate -> enforces(candidate, first));
        return event.id().compareTo(start.id()) < 0; // UUIDv7: ids rise with time
    }

    private static boolean enforces(TestEvent event, String policy) {
        return event.subject().equals("enforced-policy")
                && payload(event).getEnforced().getPolicy().getName().equals(policy);
    }

    private static GuardrailEvent payload(TestEvent event) {
        try {
            return GuardrailEvent.parseFrom(event.payload());
        } catch (InvalidProtocolBufferException malformed) {
            throw new AssertionError(malformed);
        }
    }
}
