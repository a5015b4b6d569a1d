package org.llmops.router.routes;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.store.Transactions;
import org.llmops.platform.testkit.KafkaEvents;
import org.llmops.platform.testkit.RealServers;
import org.llmops.router.Api;
import org.llmops.router.routes.document.RouteTarget;
import org.llmops.router.snapshot.Configurations;
import org.llmops.router.v1.RouteEvent;

@QuarkusTest
@WithTestResource(RealServers.class)
class RoutesAppTest {
    private static final Api ALICE = Api.of(Api.ALICE);
    private static final Api ARTHUR = Api.of(Api.ARTHUR);
    private static final WorkspaceId ACME = new WorkspaceId("acme");

    @Inject
    Configurations configurations;

    @Inject
    Transactions transactions;

    @Test
    void aPublishedVersionIsInForceAtOnce() {
        ALICE.registerProvider("at-once");
        ARTHUR.post("/routes/at-once/versions", Api.route("at-once", "small", "large"));
        assertThat(inForce("at-once").document().survey().targets())
                .containsExactly(new RouteTarget("at-once", "small", null), new RouteTarget("at-once", "large", null));

        ARTHUR.post("/routes/at-once/versions", """
                {"targets": [{"provider": "at-once", "model": "large", "timeout_ms": 1500}], "cache": {"ttl_seconds": 9}}
                """);
        assertThat(inForce("at-once"))
                .isEqualTo(new RouteVersion(
                        "at-once",
                        2,
                        List.of(new RouteTarget("at-once", "large", Duration.ofMillis(1500))),
                        Duration.ofSeconds(9)));
    }

    @Test
    void rollingBackMovesThePointerAndKeepsTheVersions() throws Exception {
        ALICE.registerProvider("back");
        ARTHUR.post("/routes/back/versions", Api.route("back", "small"));
        ARTHUR.post("/routes/back/versions", Api.route("back", "large"));

        Response moved = ALICE.put("/routes/back/current", "{\"version\": 1}");

        assertThat(moved.statusCode()).isEqualTo(200);
        assertThat(moved.header("ETag")).isEqualTo("\"1\"");
        assertThat(inForce("back").version()).isEqualTo(1);
        Response route = ALICE.get("/routes/back");
        assertThat(route.jsonPath().getString("current_set_by")).isEqualTo("alice");
        assertThat(route.jsonPath().getInt("latest_version")).isEqualTo(2);
        ARTHUR.post("/routes/back/versions", Api.route("back", "small"));
        assertThat(inForce("back").version()).isEqualTo(3);
        try (KafkaEvents events = KafkaEvents.of("llmops.routes.v1")) {
            assertThat(events.await(4, event -> event.subject().equals("routes/back")).stream()
                            .map(event ->
                                    parse(event.payload()).getRoutePublished().getVersion()))
                    .containsExactly(1, 2, 1, 3);
        }
    }

    @Test
    void thePointerMovesOnlyFromWhereItIsExpected() {
        ALICE.registerProvider("expected");
        ARTHUR.post("/routes/expected/versions", Api.route("expected", "small"));
        ARTHUR.post("/routes/expected/versions", Api.route("expected", "large"));

        Response refused = ALICE.request()
                .header("If-Match", "\"1\"")
                .body("{\"version\": 1}")
                .put("/admin/v1/routes/expected/current");
        assertThat(refused.statusCode()).isEqualTo(412);
        assertThat(ALICE.request()
                        .header("If-Match", "\"2\"")
                        .body("{\"version\": 1}")
                        .put("/admin/v1/routes/expected/current")
                        .statusCode())
                .isEqualTo(200);
        assertThat(ALICE.put("/routes/expected/current", "{\"version\": 9}").statusCode())
                .isEqualTo(404);
    }

    @Test
    void aVersionThatIsKnownIsNotSentAgain() {
        ALICE.registerProvider("tagged");
        ARTHUR.post("/routes/tagged/versions", Api.route("tagged", "small"));
        for (String path : List.of("/routes/tagged/versions/1", "/routes/tagged/current")) {
            assertThat(ALICE.request()
                            .header("If-None-Match", "\"1\"")
                            .get("/admin/v1" + path)
                            .statusCode())
                    .isEqualTo(304);
            assertThat(ALICE.get(path).header("ETag")).isEqualTo("\"1\"");
        }
    }

    @Test
    void aProviderStaysWhileARouteInForceNeedsIt() {
        ALICE.registerProvider("needed");
        ALICE.registerProvider("spare");
        ARTHUR.post("/routes/needing/versions", Api.route("needed", "small"));
        String withoutSmall = """
                {"dialect": "openai", "base_url": "http://127.0.0.1:8090/v1", "models": [{"id": "large"}]}
                """;

        Response removed = ALICE.delete("/providers/needed");
        assertThat(removed.statusCode()).isEqualTo(409);
        assertThat(removed.jsonPath().getString("type")).isEqualTo("urn:llmops:problem:PROVIDER_IN_USE");
        assertThat(removed.jsonPath().getString("detail")).contains("needing");
        assertThat(ALICE.put("/providers/needed", withoutSmall).statusCode()).isEqualTo(409);

        ARTHUR.post("/routes/needing/versions", Api.route("spare", "small"));
        ALICE.put("/providers/needed", withoutSmall).then().statusCode(200);
        ALICE.delete("/providers/needed").then().statusCode(204);
        assertThat(configurations.of(ACME).provider("needed")).isEmpty();
        assertThat(ALICE.put("/routes/needing/current", "{\"version\": 1}").statusCode())
                .isEqualTo(422);
    }

    @Test
    void publishersAtTheSameTimeGetConsecutiveVersions() throws Exception {
        ALICE.registerProvider("busy");
        try (ExecutorService publishers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> versions = IntStream.range(0, 20)
                    .mapToObj(i ->
                            publishers.submit(() -> ARTHUR.post("/routes/busy/versions", Api.route("busy", "small"))
                                    .jsonPath()
                                    .getInt("version")))
                    .toList();
            assertThat(versions.stream().map(RoutesAppTest::get).sorted())
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 20).boxed().toList());
        }
        assertThat(inForce("busy").version()).isEqualTo(20);
    }

    /** As when another instance made the change, and its event was lost. */
    @Test
    void aChangeWithoutAnEventIsSeenSoonAllTheSame() {
        ALICE.registerProvider("silent");
        ARTHUR.post("/routes/silent/versions", Api.route("silent", "small"));
        ARTHUR.post("/routes/silent/versions", Api.route("silent", "large"));

        moveElsewhere("silent", 1);

        await().atMost(15, SECONDS).until(() -> inForce("silent").version() == 1);
    }

    /** As when another instance made the change: long before the next look at the revisions. */
    @Test
    void aChangeOfAnotherInstanceIsSeenWhenItIsTold() {
        ALICE.registerProvider("told");
        ARTHUR.post("/routes/told/versions", Api.route("told", "small"));
        ARTHUR.post("/routes/told/versions", Api.route("told", "large"));

        for (int version : List.of(1, 2, 1, 2)) {
            moveElsewhere("told", version);
            KafkaEvents.publish(
                    "llmops.routes.v1", "acme", "routes/told", "llmops.router.v1.RoutePublished", new byte[0]);
            await().pollInterval(Duration.ofMillis(10))
                    .atMost(3, SECONDS)
                    .until(() -> inForce("told").version() == version);
        }
    }

    private void moveElsewhere(String route, int version) {
        transactions
                .write(
                        ACME,
                        session -> session.createNativeQuery(
                                        "update route set current_version = :version where workspace = 'acme' and name = :name")
                                .setParameter("version", version)
                                .setParameter("name", route)
                                .executeUpdate()
                                .chain(() -> session.createNativeQuery(
                                                "update configuration set revision = revision + 1 where workspace = 'acme'")
                                        .executeUpdate()))
                .await()
                .atMost(Duration.ofSeconds(20));
    }

    private RouteVersion inForce(String name) {
        return configurations.of(ACME).route(name).orElseThrow();
    }

    private static RouteEvent parse(byte[] payload) {
        try {
            return RouteEvent.parseFrom(payload);
        } catch (InvalidProtocolBufferException foreign) {
            throw new IllegalStateException(foreign);
        }
    }

    private static int get(Future<Integer> version) {
        try {
            return version.get();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
