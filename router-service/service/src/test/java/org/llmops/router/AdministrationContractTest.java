package org.llmops.router;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmops.platform.testkit.RealServers;

/** The shapes of the administration's answers and problems, and who may do what. */
@QuarkusTest
@WithTestResource(RealServers.class)
class AdministrationContractTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Api ALICE = Api.of(Api.ALICE);

    @Test
    void anIssuedKeyLooksLikeThis() throws Exception {
        Response answer = ALICE.post("/keys", """
                {"app": "shop", "description": "Web shop", "expires_at": "2099-01-01T00:00:00Z", "requests_per_minute": 60,
                 "tokens_per_minute": 100000, "max_concurrency": 4, "allowed_models": ["gpt-*", "route:support"]}
                """);

        ObjectNode key = body(answer);
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Location"))
                .endsWith("/admin/v1/keys/" + key.get("public_id").asText());
        assertThat(key.remove("key").asText()).matches("sk-llmops-[0-9A-Za-z]{16}-[0-9A-Za-z]{43}");
        assertThat(key.remove("public_id").asText()).matches("[0-9A-Za-z]{16}");
        assertThat(key.remove("created_at").asText()).isNotEmpty();
        assertThat(key).isEqualTo(JSON.readTree("""
                {"app": "shop", "description": "Web shop", "state": "active", "requests_per_minute": 60,
                 "tokens_per_minute": 100000, "max_concurrency": 4, "allowed_models": ["gpt-*", "route:support"],
                 "created_by": "alice", "expires_at": "2099-01-01T00:00:00Z"}
                """));
    }

    @Test
    void aProviderLooksLikeThis() throws Exception {
        Response answer = ALICE.post("/providers", """
                {"name": "looks", "dialect": "anthropic", "base_url": "https://api.anthropic.com/v1/", "credential": "sk-ant",
                 "price_book_provider": "anthropic",
                 "models": [{"id": "claude", "context_window": 200000, "max_output_tokens": 64000, "display_name": "Claude"}]}
                """);

        ObjectNode provider = body(answer);
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        assertThat(answer.header("Location")).endsWith("/admin/v1/providers/looks");
        assertThat(provider.remove("created_at").asText())
                .isEqualTo(provider.remove("changed_at").asText());
        JsonNode expected = JSON.readTree("""
                {"name": "looks", "dialect": "anthropic", "base_url": "https://api.anthropic.com/v1", "has_credential": true,
                 "price_book_provider": "anthropic", "changed_by": "alice",
                 "models": [{"id": "claude", "context_window": 200000, "max_output_tokens": 64000, "display_name": "Claude"}]}
                """);
        assertThat(provider).isEqualTo(expected);
        ObjectNode read = body(ALICE.get("/providers/looks"));
        read.remove(List.of("created_at", "changed_at"));
        assertThat(read).isEqualTo(expected);
    }

    @Test
    void aRouteLooksLikeThis() throws Exception {
        ALICE.registerProvider("for-looks");
        Response answer = ALICE.post("/routes/looks/versions", """
                {"targets": [{"provider": "for-looks", "model": "small", "timeout_ms": 5000},
                             {"provider": "for-looks", "model": "large"}],
                 "cache": {"ttl_seconds": 60}, "description": "First"}
                """);

        ObjectNode version = body(answer);
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        assertThat(answer.header("Location")).endsWith("/admin/v1/routes/looks/versions/1");
        JsonNode publishedAt = version.get("published_at");
        assertThat(version.remove("published_at").asText()).isNotEmpty();
        JsonNode expected = JSON.readTree("""
                {"name": "looks", "version": 1, "description": "First", "published_by": "alice",
                 "targets": [{"provider": "for-looks", "model": "small", "timeout_ms": 5000},
                             {"provider": "for-looks", "model": "large"}],
                 "cache": {"ttl_seconds": 60}}
                """);
        assertThat(version).isEqualTo(expected);

        ObjectNode route = body(ALICE.get("/routes/looks"));
        assertThat(route.remove("current_since")).isEqualTo(publishedAt);
        ((ObjectNode) route.get("current")).remove("published_at");
        ObjectNode expectedRoute = JSON.createObjectNode();
        expectedRoute.put("name", "looks").set("current", expected);
        expectedRoute.put("current_set_by", "alice").put("latest_version", 1);
        assertThat(route).isEqualTo(expectedRoute);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /keys      | {}                                                                   | app
            /keys      | {"app": "Not A Slug"}                                                | app
            /keys      | {"app": "web", "requests_per_minute": 0}                             | requests_per_minute
            /keys      | {"app": "web", "expires_at": "tomorrow"}                             | expires_at
            /keys      | {"app": "web", "expires_at": "2001-01-01T00:00:00Z"}                 | expires_at
            /keys      | {"app": "web", "secret": "mine"}                                     | secret
            /keys      | {"app": "web", "tokens_per_minute": -1}                              | tokens_per_minute
            /keys      | {"app": "web", "max_concurrency": 0}                                 | max_concurrency
            /keys      | {"app": "web", "allowed_models": []}                                 | allowed_models
            /keys      | {"app": "web", "allowed_models": ["gpt-*", "a b"]}                   | allowed_models[1]
            /keys/absent/rotate | {}                                                          | overlap_seconds
            /keys/absent/rotate | {"overlap_seconds": -1}                                     | overlap_seconds
            /keys/absent/rotate | {"overlap_seconds": 2592001}                                | overlap_seconds
            /limits    | {"unit": "requests", "amount": 1, "window": "1m"}                                             | scope
            /limits    | {"scope": {}, "unit": "requests", "amount": 1, "window": "1m"}                                | scope.kind
            /limits    | {"scope": {"kind": "planet"}, "unit": "requests", "amount": 1, "window": "1m"}                | scope.kind
            /limits    | {"scope": {"kind": "app"}, "unit": "requests", "amount": 1, "window": "1m"}                   | scope.value
            /limits    | {"scope": {"kind": "app", "value": ""}, "unit": "requests", "amount": 1, "window": "1m"}      | scope.value
            /limits    | {"scope": {"kind": "workspace", "value": "acme"}, "unit": "requests", "amount": 1, "window": "1m"} | scope.value
            /limits    | {"scope": {"kind": "workspace"}, "amount": 1, "window": "1m"}                                 | unit
            /limits    | {"scope": {"kind": "workspace"}, "unit": "dollars", "amount": 1, "window": "1m"}              | unit
            /limits    | {"scope": {"kind": "workspace"}, "unit": "requests", "window": "1m"}                          | amount
            /limits    | {"scope": {"kind": "workspace"}, "unit": "requests", "amount": 0, "window": "1m"}             | amount
            /limits    | {"scope": {"kind": "workspace"}, "unit": "requests", "amount": 1000000000001, "window": "1m"} | amount
            /limits    | {"scope": {"kind": "workspace"}, "unit": "requests", "amount": 1}                             | window
            /limits    | {"scope": {"kind": "workspace"}, "unit": "tokens", "amount": 1, "window": "32d"}              | window
            /limits    | {"scope": {"kind": "workspace"}, "unit": "tokens", "amount": 1, "window": "soon"}             | window
            /limits    | {"scope": {"kind": "workspace"}, "unit": "concurrency", "amount": 1, "window": "1m"}          | window
            /limits    | {"scope": {"kind": "workspace"}, "unit": "requests", "amount": 1, "window": "1m", "on_redis_away": "panic"} | on_redis_away
            /limits    | {"scope": {"kind": "workspace"}, "unit": "requests", "amount": 1, "window": "1m", "burst": 2}  | burst
            /providers | {"dialect": "openai", "base_url": "https://a.b", "models": [{"id": "m"}]}                     | name
            /providers | {"name": "a/b", "dialect": "openai", "base_url": "https://a.b", "models": [{"id": "m"}]}      | name
            /providers | {"name": "p", "dialect": "klingon", "base_url": "https://a.b", "models": [{"id": "m"}]}       | dialect
            /providers | {"name": "p", "base_url": "https://a.b", "models": [{"id": "m"}]}                             | dialect
            /providers | {"name": "p", "dialect": "openai", "base_url": "http://10.0.0.1", "models": [{"id": "m"}]}    | base_url
            /providers | {"name": "p", "dialect": "openai", "base_url": "https://u:p@a.b", "models": [{"id": "m"}]}    | base_url
            /providers | {"name": "p", "dialect": "openai", "base_url": "https://a.b", "models": []}                   | models
            /providers | {"name": "p", "dialect": "openai", "base_url": "https://a.b", "models": [{"id": "m"}, {"id": "a b"}]} | models[1].id
            /providers | {"name": "p", "dialect": "openai", "base_url": "https://a.b", "models": [{"id": "m"}, {"id": "m"}]}   | models[1].id
            /providers | {"name": "p", "dialect": "openai", "base_url": "https://a.b", "models": [{"id": "m", "context_window": 0}]} | models[0].context_window
            /routes/r/versions | {"targets": []}                                              | targets
            /routes/r/versions | {"targets": [{"provider": "p"}]}                             | targets[0].model
            /routes/r/versions | {"targets": [{"provider": "p", "model": "m", "timeout_ms": 0}]} | targets[0].timeout_ms
            /routes/r/versions | {"targets": [{"provider": "p", "model": "m"}, {"provider": "p", "model": "m"}]} | targets[1]
            /routes/r/versions | {"targets": [{"provider": "p", "model": "m"}], "cache": {"ttl_seconds": 0}} | cache.ttl_seconds
            /routes/R_/versions | {"targets": [{"provider": "p", "model": "m"}]}              | name
            """)
    void aProblemNamesTheField(String path, String request, String field) {
        Response answer = ALICE.post(path, request);

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getList("errors.field", String.class)).containsExactly(field);
    }

    @Test
    void aLimitLooksLikeThis() throws Exception {
        Response answer = ALICE.post("/limits", """
                {"scope": {"kind": "app", "value": "looks"}, "unit": "tokens", "amount": 5000, "window": "3600s",
                 "on_redis_away": "refuse"}
                """);

        ObjectNode limit = body(answer);
        String id = limit.remove("id").asText();
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.header("Location")).endsWith("/admin/v1/limits/" + id);
        assertThat(limit.remove("created_at")).isEqualTo(limit.remove("changed_at"));
        JsonNode expected = JSON.readTree("""
                {"scope": {"kind": "app", "value": "looks"}, "unit": "tokens", "amount": 5000, "window": "1h",
                 "on_redis_away": "refuse", "changed_by": "alice"}
                """);
        assertThat(limit).isEqualTo(expected);

        Response again = ALICE.post("/limits", """
                {"scope": {"kind": "app", "value": "looks"}, "unit": "tokens", "amount": 1, "window": "1h"}
                """);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.jsonPath().getString("type")).isEqualTo("urn:llmops:problem:LIMIT_EXISTS");

        ObjectNode changed = body(ALICE.put("/limits/" + id, """
                {"scope": {"kind": "workspace"}, "unit": "concurrency", "amount": 7000}
                """));
        changed.remove(List.of("id", "created_at", "changed_at"));
        assertThat(changed).isEqualTo(JSON.readTree("""
                {"scope": {"kind": "workspace"}, "unit": "concurrency", "amount": 7000, "on_redis_away": "local",
                 "changed_by": "alice"}
                """));
        assertThat(ALICE.delete("/limits/" + id).statusCode()).isEqualTo(204);
        assertThat(ALICE.get("/limits/" + id).statusCode()).isEqualTo(404);
        assertThat(ALICE.delete("/limits/" + id).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            absent | small  | targets[1].provider
            known  | absent | targets[1].model
            """)
    void aRouteToWhatDoesNotExistIsRefused(String provider, String model, String field) {
        if (ALICE.get("/providers/known").statusCode() == 404) {
            ALICE.registerProvider("known");
        }
        Response answer = ALICE.post("/routes/nowhere/versions", """
                {"targets": [{"provider": "known", "model": "small"}, {"provider": "%s", "model": "%s"}]}
                """.formatted(provider, model));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.jsonPath().getString("type")).isEqualTo("urn:llmops:problem:ROUTE_TARGET_UNKNOWN");
        assertThat(answer.jsonPath().getString("errors[0].field")).isEqualTo(field);
        assertThat(ALICE.get("/routes/nowhere").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "/keys/absent, KEY_UNKNOWN",
        "/limits/absent, LIMIT_UNKNOWN",
        "/providers/absent, PROVIDER_UNKNOWN",
        "/routes/absent, ROUTE_UNKNOWN",
        "/routes/absent/current, ROUTE_UNKNOWN",
        "/routes/absent/versions, ROUTE_UNKNOWN",
        "/routes/absent/versions/1, ROUTE_UNKNOWN"
    })
    void whatDoesNotExistIsNotFound(String path, String problem) {
        Response answer = ALICE.get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.jsonPath().getString("type")).isEqualTo("urn:llmops:problem:" + problem);
    }

    @Test
    void anExistingProviderIsNotRegisteredAgain() {
        ALICE.registerProvider("twice");
        Response answer = ALICE.post("/providers", Api.provider("twice"));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.jsonPath().getString("type")).isEqualTo("urn:llmops:problem:PROVIDER_EXISTS");
        assertThat(answer.jsonPath().getString("errors[0].field")).isEqualTo("name");
    }

    @ParameterizedTest
    @CsvSource({
        // who, POST keys, POST providers, POST routes, GET
        "alice, 201, 201, 422, 200",
        "arthur, 403, 403, 422, 200",
        "ava, 403, 403, 403, 200"
    })
    void rolesDecide(String user, int keys, int providers, int routes, int reads) {
        Api api = Api.of(user);

        assertThat(api.post("/keys", "{\"app\": \"web\"}").statusCode()).isEqualTo(keys);
        assertThat(api.post("/providers", Api.provider("role-" + user)).statusCode())
                .isEqualTo(providers);
        assertThat(api.post("/routes/role/versions", Api.route("absent", "m")).statusCode())
                .isEqualTo(routes);
        Response limit = api.post("/limits", """
                {"scope": {"kind": "app", "value": "role-%s"}, "unit": "requests", "amount": 5, "window": "1m"}
                """.formatted(user));
        assertThat(limit.statusCode()).isEqualTo(keys);
        for (String path : List.of("/keys", "/limits", "/providers", "/routes")) {
            assertThat(api.get(path).statusCode()).isEqualTo(reads);
        }
    }

    @Test
    void nobodyIsAnsweredWithoutAToken() {
        assertThat(Api.withKey("nonsense").get("/keys").statusCode()).isEqualTo(401);
        assertThat(Api.withKey("sk-llmops-nonsense-nonsense").get("/keys").statusCode())
                .isEqualTo(401);
    }

    @Test
    void listsComeInPages() {
        for (String name : List.of("page-1", "page-2", "page-3")) {
            ALICE.registerProvider(name);
            ALICE.post("/keys", "{\"app\": \"paged\"}");
            ALICE.post("/routes/" + name + "/versions", Api.route(name, "small"))
                    .then()
                    .statusCode(201);
            ALICE.post("/routes/page-1/versions", Api.route("page-1", "large"));
        }
        assertThat(pages("/providers", "name"))
                .contains("page-1", "page-2", "page-3")
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(pages("/routes", "name"))
                .contains("page-1", "page-2", "page-3")
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(pages("/keys", "public_id")).hasSizeGreaterThanOrEqualTo(3).doesNotHaveDuplicates();
        assertThat(pages("/routes/page-1/versions", "version")).containsExactly("4", "3", "2", "1");
        assertThat(ALICE.get("/keys?cursor=nonsense").statusCode()).isEqualTo(400);
    }

    private static List<String> pages(String path, String field) {
        List<String> found = new ArrayList<>();
        String cursor = "";
        do {
            Response page = ALICE.get(path + "?limit=2" + cursor);
            assertThat(page.statusCode()).as(page.asString()).isEqualTo(200);
            found.addAll(page.jsonPath().getList("items." + field).stream()
                    .map(String::valueOf)
                    .toList());
            String next = page.jsonPath().getString("next_cursor");
            cursor = next == null ? "" : "&cursor=" + next;
        } while (!cursor.isEmpty());
        return found;
    }

    private static ObjectNode body(Response answer) throws Exception {
        return (ObjectNode) JSON.readTree(answer.asString());
    }
}
