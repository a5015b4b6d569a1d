package org.llmops.router.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.store.Transactions;
import org.llmops.platform.testkit.KafkaEvents;
import org.llmops.platform.testkit.RealServers;
import org.llmops.router.Api;
import org.llmops.router.routes.document.DocumentSchema;
import org.llmops.router.routes.document.RouteTarget;
import org.llmops.router.snapshot.Configurations;
import org.llmops.router.v1.RouteEvent;

/** Documents over REST: how they are published, read back, removed and replayed, and by whom. */
@QuarkusTest
@WithTestResource(RealServers.class)
class RouteDocumentsAppTest {
    private static final Api ALICE = Api.of(Api.ALICE);
    private static final Api ARTHUR = Api.of(Api.ARTHUR);
    private static final Api AVA = Api.of(Api.AVA);
    private static final Api GRACE = Api.of(Api.GRACE);
    private static final WorkspaceId ACME = new WorkspaceId("acme");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TREE = """
            # Gold gets the large one
            route:
              when:
                cases: [{if: "headers['x-tier'] == 'gold'", then: {target: {provider: docs, model: large}}}]
                else: {target: {provider: docs, model: small}}   # the rest
            """;

    @Inject
    Configurations configurations;

    @Inject
    Transactions transactions;

    @Test
    void whatWasPublishedIsReadBackToTheLetter() throws Exception {
        providerOnce("docs");
        Response published = yaml(ARTHUR, "letter", TREE);

        assertThat(published.statusCode()).as(published.asString()).isEqualTo(201);
        ObjectNode version = (ObjectNode) JSON.readTree(published.asString());
        assertThat(version.remove("published_at").asText()).isNotEmpty();
        JsonNode expected = JSON.readTree("""
                {"name": "letter", "version": 1, "published_by": "arthur",
                 "route": {"when": {"cases": [{"if": "headers['x-tier'] == 'gold'", "then": {"target": {"provider": "docs", "model": "large"}}}],
                                    "else": {"target": {"provider": "docs", "model": "small"}}}}}
                """);
        assertThat(version).isEqualTo(expected);
        for (String path : List.of("/routes/letter/versions/1", "/routes/letter/current")) {
            ObjectNode read = (ObjectNode) JSON.readTree(AVA.get(path).asString());
            read.remove("published_at");
            assertThat(read).isEqualTo(expected);
            Response asYaml = AVA.request().accept("application/yaml").get("/admin/v1" + path);
            assertThat(asYaml.contentType()).startsWith("application/yaml");
            assertThat(asYaml.asString()).isEqualTo(TREE);
        }
        ARTHUR.post("/routes/letter/versions", Api.route("docs", "small"));
        assertThat(AVA.request()
                        .accept("application/yaml")
                        .get("/admin/v1/routes/letter/versions/2")
                        .asString())
                .isEqualTo("targets:\n- provider: docs\n  model: small\n");
    }

    @Test
    void aTreeIsInForceAtOnce() {
        providerOnce("docs");
        yaml(ARTHUR, "at-once-tree", TREE);

        assertThat(configurations
                        .of(ACME)
                        .route("at-once-tree")
                        .orElseThrow()
                        .document()
                        .survey()
                        .targets())
                .containsExactly(new RouteTarget("docs", "large", null), new RouteTarget("docs", "small", null));
    }

    @Test
    void theSchemaIsPublished() throws Exception {
        Response schema = AVA.get("/routes/schema");

        assertThat(schema.statusCode()).isEqualTo(200);
        assertThat(schema.contentType()).startsWith("application/schema+json");
        assertThat(JSON.readTree(schema.asByteArray())).isEqualTo(JSON.readTree(DocumentSchema.json()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {route: {target: {provider: absent, model: m}}}  | 422 | route.target.provider
            {route: {target: {provider: docs, model: m}}}    | 422 | route.target.model
            {route: {shadow: {percent: 1, target: {provider: docs, model: m}, primary: {target: {provider: docs, model: small}}}}} | 422 | route.shadow.target.model
            {route: {target: {provider: docs, model: small}}, cache: {ttl_seconds: 1, semantic: {embedding: "route:absent"}}} | 422 | cache.semantic.embedding
            {route: {target: {provider: docs, model: small}}, cache: {ttl_seconds: 1, semantic: {embedding: "route:wrong"}}}  | 422 | cache.semantic.embedding
            {route: {target: {provider: docs, model: small}}, cache: {ttl_seconds: 1, semantic: {embedding: absent}}}         | 422 | cache.semantic.embedding
            {route: {loop: {}}}                              | 400 | route.loop
            {route: {when: {cases: [{if: "nope", then: {target: {provider: docs, model: small}}}]}}} | 400 | route.when.cases[0].if
            """)
    void aProblemNamesThePlace(String document, int status, String place) {
        providerOnce("docs");
        Response refused = yaml(ALICE, "wrong", document);

        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(status);
        assertThat(refused.contentType()).startsWith("application/problem+json");
        assertThat(refused.jsonPath().getList("errors.field", String.class)).containsExactly(place);
        assertThat(ALICE.get("/routes/wrong").statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsNoDocumentAtAllIsRefused() {
        assertThat(yaml(ALICE, "garbage", "a: [").statusCode()).isEqualTo(400);
        assertThat(ALICE.post("/routes/garbage/versions", "{\"route\"").statusCode())
                .isEqualTo(400);
        assertThat(ALICE.post("/routes/garbage/versions", " ".repeat(70_000)).statusCode())
                .isEqualTo(400);
        assertThat(ALICE.request()
                        .contentType("text/plain")
                        .body("x")
                        .post("/admin/v1/routes/garbage/versions")
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void aRemovedRouteServesNoCallsAndKeepsItsPast() throws Exception {
        providerOnce("docs");
        ARTHUR.post("/routes/gone/versions", Api.route("docs", "small"));
        ARTHUR.post("/routes/gone/versions", Api.route("docs", "large"));
        assertThat(AVA.delete("/routes/gone").statusCode()).isEqualTo(403);
        assertThat(ALICE.request()
                        .header("If-Match", "\"1\"")
                        .delete("/admin/v1/routes/gone")
                        .statusCode())
                .isEqualTo(412);

        assertThat(ARTHUR.delete("/routes/gone").statusCode()).isEqualTo(204);

        assertThat(configurations.of(ACME).route("gone")).isEmpty();
        assertThat(ALICE.get("/routes/gone").statusCode()).isEqualTo(404);
        assertThat(ALICE.get("/routes/gone/current").statusCode()).isEqualTo(404);
        assertThat(ALICE.delete("/routes/gone").statusCode()).isEqualTo(404);
        assertThat(ALICE.get("/routes?limit=200").jsonPath().getList("items.name"))
                .doesNotContain("gone");
        assertThat(ALICE.get("/routes/gone/versions/1").statusCode()).isEqualTo(200);
        assertThat(ALICE.put("/routes/gone/current", "{\"version\": 1}").statusCode())
                .isEqualTo(404);
        assertThat(ARTHUR.post("/routes/gone/versions", Api.route("docs", "small"))
                        .jsonPath()
                        .getInt("version"))
                .isEqualTo(3);
        assertThat(configurations.of(ACME).route("gone").orElseThrow().version())
                .isEqualTo(3);
        try (KafkaEvents events = KafkaEvents.of("llmops.routes.v1")) {
            var told = events.await(4, event -> event.subject().equals("routes/gone"));
            assertThat(RouteEvent.parseFrom(told.get(2).payload())
                            .getRouteRemoved()
                            .getVersion())
                    .isEqualTo(2);
        }
    }

    @Test
    void aRouteThatAnotherOneEmbedsByStays() {
        providerOnce("docs");
        ARTHUR.post("/routes/embedding/versions", Api.route("docs", "small"));
        yaml(
                        ARTHUR,
                        "embedded",
                        "{route: {target: {provider: docs, model: small}}, cache: {ttl_seconds: 1, semantic: {embedding: 'route:embedding'}}}")
                .then()
                .statusCode(201);

        Response refused = ALICE.delete("/routes/embedding");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.jsonPath().getString("type")).isEqualTo("urn:llmops:problem:ROUTE_IN_USE");
        assertThat(refused.jsonPath().getString("detail")).contains("'embedded'");
        assertThat(ALICE.delete("/routes/embedded").statusCode()).isEqualTo(204);
        assertThat(ALICE.delete("/routes/embedding").statusCode()).isEqualTo(204);
    }

    @Test
    void aProviderIsFreeOnceItsRouteIsRemoved() {
        ALICE.registerProvider("freed");
        yaml(
                        ARTHUR,
                        "freeing",
                        "route: {shadow: {percent: 1, target: {provider: freed, model: large}, primary: {target: {provider: freed, model: small}}}}")
                .then()
                .statusCode(201);
        assertThat(ALICE.delete("/providers/freed").statusCode()).isEqualTo(409);

        ALICE.delete("/routes/freeing").then().statusCode(204);

        assertThat(ALICE.delete("/providers/freed").statusCode()).isEqualTo(204);
    }

    /** As the version before documents left it. */
    @Test
    void versionsFromBeforeDocumentsStillMeanTheSame() throws Exception {
        providerOnce("docs");
        ARTHUR.post("/routes/old/versions", """
                {"targets": [{"provider": "docs", "model": "small", "timeout_ms": 500}, {"provider": "docs", "model": "large"}],
                 "cache": {"ttl_seconds": 60}, "description": "Old"}
                """).then().statusCode(201);
        JsonNode before = JSON.readTree(ALICE.get("/routes/old/versions/1").asString());
        RouteVersion meant = configurations.of(ACME).route("old").orElseThrow();
        transactions
                .write(
                        ACME,
                        session -> session.createNativeQuery(
                                        "update route_version set document = null where workspace = 'acme' and name = 'old'")
                                .executeUpdate())
                .await()
                .atMost(Duration.ofSeconds(20));

        assertThat(JSON.readTree(ALICE.get("/routes/old/versions/1").asString()))
                .isEqualTo(before);
        ALICE.put("/routes/old/current", "{\"version\": 1}").then().statusCode(200);
        assertThat(configurations.of(ACME).route("old")).contains(meant);
    }

    @Test
    void capabilitiesAreKept() throws Exception {
        Response registered = ALICE.post("/providers", """
                {"name": "able", "dialect": "openai", "base_url": "http://127.0.0.1:8090/v1",
                 "models": [{"id": "a", "capabilities": ["tools", "vision"]}, {"id": "b"}, {"id": "c", "capabilities": []}]}
                """);
        assertThat(registered.statusCode()).isEqualTo(201);
        assertThat(JSON.readTree(ALICE.get("/providers/able").asString()).get("models"))
                .isEqualTo(
                        JSON.readTree(
                                "[{\"id\": \"a\", \"capabilities\": [\"tools\", \"vision\"]}, {\"id\": \"b\"}, {\"id\": \"c\", \"capabilities\": []}]"));
        assertThat(ALICE.post("/providers", """
                        {"name": "unable", "dialect": "openai", "base_url": "http://127.0.0.1:8090/v1", "models": [{"id": "a", "capabilities": ["flight"]}]}
                        """).statusCode()).isEqualTo(400);
    }

    @Test
    void replaysAreRefusedWhereTheyMakeNoSense() {
        assertThat(ALICE.post("/routes/replay", "{}").statusCode()).isEqualTo(400);
        assertThat(ALICE.post("/routes/replay", "{\"decision\": {}}").jsonPath().getString("type"))
                .isEqualTo("urn:llmops:problem:DECISION_INVALID");
        assertThat(ALICE.post("/routes/replay", "{\"decision\": \"no json\"}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void nobodyReplaysByARouteOfAnotherWorkspace() {
        providerOnce("docs");
        yaml(ARTHUR, "ours", TREE).then().statusCode(201);
        Map<String, Object> decision = Map.of(
                "format",
                1,
                "route",
                "ours",
                "version",
                1,
                "seed",
                "1",
                "call",
                Map.of("model", "x"),
                "targets",
                Map.of());

        assertThat(ALICE.post("/routes/replay", Map.of("decision", decision)).statusCode())
                .isEqualTo(200);
        assertThat(GRACE.post("/routes/replay", Map.of("decision", decision)).statusCode())
                .isEqualTo(404);
        assertThat(GRACE.delete("/routes/ours").statusCode()).isEqualTo(404);
        assertThat(GRACE.request()
                        .accept("application/yaml")
                        .get("/admin/v1/routes/ours/versions/1")
                        .statusCode())
                .isEqualTo(404);
    }

    private static void providerOnce(String name) {
        if (ALICE.get("/providers/" + name).statusCode() == 404) {
            ALICE.registerProvider(name);
        }
    }

    private static Response yaml(Api api, String route, String document) {
        return api.request()
                .contentType("application/yaml")
                .body(document.getBytes(StandardCharsets.UTF_8))
                .post("/admin/v1/routes/" + route + "/versions");
    }
}
