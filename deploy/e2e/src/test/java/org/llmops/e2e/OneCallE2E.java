package org.llmops.e2e;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.restassured.path.json.JsonPath;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One call through the whole suite, made with the official OpenAI client. */
@ExtendWith(RunningSuite.class)
class OneCallE2E {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String EMAIL = "jane.roe@example.org";
    private static final String CARD = "4111 1111 1111 1111";

    @Test
    void isComposedScreenedBoundedAnsweredCachedLoggedJudgedAndBilled(Suite suite) {
        String message = "Order " + UUID.randomUUID() + ": write to " + EMAIL + ", refund " + CARD + ".";
        try (Client client = new Client(suite, suite.key())) {
            Client.Answer first = client.support("Aurora lamp", message);
            Client.Answer second = client.support("Aurora lamp", message);

            assertThat(first.text()).contains(EMAIL, CARD);
            assertThat(first.header("cache")).isEqualTo("miss");
            assertThat(first.header("model")).isEqualTo("simulator/sim-small");
            assertThat(second.text()).isEqualTo(first.text());
            assertThat(second.header("cache")).isEqualTo("hit");

            theModelSawNoPersonalData(suite, message);
            JsonPath call = theCallIsLogged(suite, first.header("call-id"));
            theThumbsDownIsAttached(suite, first.header("call-id"));
            theLedgerAgrees(suite, first.header("call-id"), new BigDecimal(call.getString("cost_usd")));
            theReuseCostsNothing(suite, second.header("call-id"), first.header("call-id"));
            spendAndBudgetShowIt(suite);
        }
    }

    @Test
    void mayBeLong(Suite suite) {
        String question = "Is " + "this ".repeat(120_000) + "long?";
        try (Client client = new Client(suite, suite.key())) {
            assertThat(client.complete("simulator/sim-large", question).text()).contains("this");
        }
    }

    private static void theModelSawNoPersonalData(Suite suite, String message) {
        given().baseUri(suite.url("SIMULATOR"))
                .get("/sim/requests")
                .then()
                .statusCode(200)
                .body(containsString(message.substring(0, 30)))
                .body(containsString("Aurora lamp"))
                .body(containsString("<EMAIL_ADDRESS_1>"))
                .body(not(containsString(EMAIL)))
                .body(not(containsString(CARD)));
    }

    private static JsonPath theCallIsLogged(Suite suite, String id) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        suite.as("ava", "EVAL").get("/v1/calls/" + id).then().statusCode(200));
        var logged = suite.as("ava", "EVAL").get("/v1/calls/" + id).then();
        logged.body("status", is("ok"))
                .body("app", is("demo"))
                .body("model", is("sim-small"))
                .body("provider", is("simulator"))
                .body("route.name", is("support"))
                .body("route.version", is(1))
                .body("prompt.name", is("support-reply"))
                .body("prompt.version", is(1))
                .body("prompt.label", is("production"))
                .body("streamed", is(true))
                .body("guardrails.input", is("redact"))
                .body("tokens.input", greaterThan(0))
                .body("tokens.output", greaterThan(0))
                .body("latency_ms", greaterThan(0F))
                .body("cache.status", is("miss"))
                .body(not(containsString(EMAIL)))
                .body(not(containsString(CARD)))
                .body(containsString("<EMAIL_ADDRESS_1>"))
                .body(containsString("<PAYMENT_CARD_1>"));
        return logged.extract().jsonPath();
    }

    private static void theThumbsDownIsAttached(Suite suite, String id) {
        suite.with(suite.key(), "EVAL")
                .body("{\"call_id\": \"%s\", \"value\": \"down\", \"comment\": \"Too vague\"}".formatted(id))
                .post("/v1/feedback")
                .then()
                .statusCode(201);
        suite.as("ava", "EVAL")
                .get("/v1/calls/" + id)
                .then()
                .body("feedback", hasSize(1))
                .body("feedback[0].comment", equalTo("Too vague"))
                .body("feedback[0].value", equalTo(0));
    }

    private static void theLedgerAgrees(Suite suite, String id, BigDecimal cost) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        suite.as("ava", "COST").get("/v1/ledger/" + id).then().statusCode(200));
        String entry = suite.as("ava", "COST")
                .get("/v1/ledger/" + id)
                .then()
                .extract()
                .jsonPath()
                .getString("cost_usd");
        assertThat(new BigDecimal(entry)).isEqualByComparingTo(cost).isPositive();
    }

    private static void theReuseCostsNothing(Suite suite, String id, String source) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> suite.as("ava", "EVAL")
                        .get("/v1/calls/" + id)
                        .then()
                        .statusCode(200)
                        .body("cache.status", is("hit"))
                        .body("cache.source_call_id", is(source))
                        .body("cost_usd", is("0.00")));
    }

    private static void spendAndBudgetShowIt(Suite suite) {
        suite.as("ava", "COST")
                .get("/v1/reports/savings?baseline=openai/gpt-4o")
                .then()
                .statusCode(200)
                .body("response_cache.saved_usd", not(is("0.00")));
        suite.as("ava", "COST")
                .get("/v1/spend?group_by=model,app,prompt_version")
                .then()
                .statusCode(200)
                .body("rows.app", hasItem("demo"))
                .body("rows.model", hasItem("sim-small"));
        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonPath budget =
                    suite.as("ava", "COST").get("/v1/budgets").then().extract().jsonPath();
            assertThat(new BigDecimal(budget.getString("items[0].settled_usd"))).isPositive();
        });
    }
}
