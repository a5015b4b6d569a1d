package org.llmops.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two workspaces do not see each other's prompts, calls, spend, keys or cache. */
@ExtendWith(RunningSuite.class)
class TwoWorkspacesE2E {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static String globexKey;

    @BeforeAll
    static void setUpGlobex(Suite suite) {
        suite.as("grace", "ROUTER")
                .body("""
                        {"name": "simulator", "dialect": "openai", "base_url": "%s/v1", "credential": "any",
                         "models": [{"id": "sim-small", "context_window": 16384, "max_output_tokens": 4096}]}
                        """.formatted(suite.url("SIMULATOR")))
                .post("/admin/v1/providers")
                .then()
                .statusCode(201);
        suite.as("grace", "ROUTER")
                .body("""
                        {"targets": [{"provider": "simulator", "model": "sim-small"}], "cache": {"ttl_seconds": 3600}}
                        """)
                .post("/admin/v1/routes/support/versions")
                .then()
                .statusCode(201);
        globexKey = suite.as("grace", "ROUTER")
                .body("{\"app\": \"globex-app\"}")
                .post("/admin/v1/keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
    }

    @Test
    void keepTheirCallsSpendAndCacheApart(Suite suite) {
        String question = "What is the answer to " + UUID.randomUUID() + "?";
        try (Client acme = new Client(suite, suite.key());
                Client globex = new Client(suite, globexKey)) {
            Client.Answer ofAcme = acme.ask("route:support", question);
            Client.Answer ofGlobex = globex.ask("route:support", question);

            assertThat(ofAcme.header("cache")).isEqualTo("miss");
            assertThat(ofGlobex.header("cache")).isEqualTo("miss");
            assertThat(acme.ask("route:support", question).header("cache")).isEqualTo("hit");

            assertSeenOnlyBy(suite, "ava", "grace", "EVAL", "/v1/calls/" + ofAcme.header("call-id"));
            assertSeenOnlyBy(suite, "grace", "ava", "EVAL", "/v1/calls/" + ofGlobex.header("call-id"));
            assertSeenOnlyBy(suite, "ava", "grace", "COST", "/v1/ledger/" + ofAcme.header("call-id"));
            suite.as("ava", "COST").get("/v1/spend?group_by=app").then().body(not(containsString("globex-app")));
            suite.as("grace", "COST").get("/v1/spend?group_by=app").then().body(not(containsString("demo")));
            suite.as("ava", "EVAL").get("/v1/calls").then().body(not(containsString("globex-app")));
        }
    }

    @Test
    void keepTheirPromptsKeysAndBudgetsApart(Suite suite) {
        assertSeenOnlyBy(suite, "ava", "grace", "PROMPT_REGISTRY", "/v1/prompts/support-reply");
        suite.as("grace", "PROMPT_REGISTRY").get("/v1/prompts").then().body(not(containsString("support-reply")));
        suite.as("grace", "ROUTER").get("/admin/v1/keys").then().body(not(containsString("\"demo\"")));
        suite.as("alice", "ROUTER").get("/admin/v1/keys").then().body(not(containsString("globex-app")));
        suite.as("grace", "COST").get("/v1/budgets").then().body(not(containsString("Everything")));
    }

    @Test
    void aKeyOfOneIsNoWayIntoTheOther(Suite suite) {
        suite.with(globexKey, "EVAL")
                .header("X-Workspace", "acme")
                .body("{\"call_id\": \"%s\", \"value\": \"up\"}".formatted(UUID.randomUUID()))
                .post("/v1/feedback")
                .then()
                .body(not(containsString("acme")));
        suite.as("grace", "EVAL")
                .header("X-Workspace", "acme")
                .get("/v1/calls")
                .then()
                .statusCode(403);
    }

    private static void assertSeenOnlyBy(Suite suite, String owner, String other, String part, String path) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> suite.as(owner, part).get(path).then().statusCode(200));
        suite.as(other, part).get(path).then().statusCode(404);
    }
}
