package org.llmops.cost.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmops.cost.Client.as;
import static org.llmops.cost.Client.entry;
import static org.llmops.cost.Client.unique;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.llmops.cost.Told;
import org.llmops.platform.testkit.RealServers;

/** Spend reports add up the ledger, and every row leads back to it. */
@QuarkusTest
@WithTestResource(RealServers.class)
class SpendAppTest {
    private static final Instant LATE = Instant.parse("2026-04-01T23:59:59.999999Z");

    private final String app = unique("app & more");

    @Test
    void spendIsToldApartAsAsked() {
        entry(Told.call("acme", app).at(LATE).prompt("greeting", 1).publish());
        entry(Told.call("acme", app).at(LATE).prompt("greeting", 1).cached().publish());
        entry(Told.call("acme", app)
                .at(LATE.plusNanos(1_000))
                .prompt("greeting", 2)
                .publish());
        entry(Told.call("acme", app).at(LATE).model("simulator", "sim-large").publish());
        entry(Told.call("acme", app).at(LATE).model("openai", "gpt-99").publish());

        assertThat(report("day").getList("rows.day")).containsExactly("2026-04-01", "2026-04-02");
        assertThat(report("day").getList("rows.cost_usd")).containsExactly("0.00795", "0.00045");
        assertThat(report("model").getList("rows.model")).containsExactly("gpt-99", "sim-large", "sim-small");
        assertThat(report("app").getList("rows.app")).containsExactly(app);
        JsonPath byPrompt = report("prompt_version, day");
        assertThat(byPrompt.getString("group_by")).isEqualTo("day,prompt_version");
        assertThat(byPrompt.getList("rows.prompt_version")).containsExactly(1, null, 2);
        assertThat(byPrompt.getMap("rows[0]"))
                .containsEntry("day", "2026-04-01")
                .containsEntry("prompt", "greeting")
                .containsEntry("calls", 2)
                .containsEntry("cached_calls", 1)
                .containsEntry("input_tokens", 2_000)
                .containsEntry("output_tokens", 1_000)
                .doesNotContainKey("model");
        assertThat(byPrompt.getMap("totals"))
                .containsEntry("cost_usd", "0.0084")
                .containsEntry("calls", 5)
                .containsEntry("unpriced_calls", 1);
    }

    @Test
    void everyRowLeadsToTheCallsBehindIt() {
        entry(Told.call("acme", app).at(LATE).prompt("greeting", 1).publish());
        entry(Told.call("acme", app).at(LATE.plusNanos(1_000)).publish());
        entry(Told.call("acme", app).at(LATE).publish());

        List<Map<String, Object>> rows = report("day,model,app,prompt_version").getList("rows");

        assertThat(rows).hasSize(3);
        for (Map<String, Object> row : rows) {
            JsonPath ledger = as("ava")
                    .urlEncodingEnabled(false)
                    .get(String.valueOf(row.get("ledger")))
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            List<String> costs = ledger.getList("items.cost_usd");
            assertThat(costs).hasSize((Integer) row.get("calls"));
            assertThat(costs.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add))
                    .isEqualByComparingTo(String.valueOf(row.get("cost_usd")));
        }
    }

    @Test
    void nothingSpentIsAnEmptyReport() {
        JsonPath report = report("day");

        assertThat(report.getList("rows")).isEmpty();
        assertThat(report.getString("totals.cost_usd")).isEqualTo("0.00");
        assertThat(report.getString("from")).isEqualTo("2026-04-01T00:00:00Z");
    }

    private JsonPath report(String groupBy) {
        return as("ava")
                .queryParam("group_by", groupBy)
                .queryParam("from", "2026-04-01")
                .queryParam("to", "2026-04-03")
                .queryParam("app", app)
                .get("/v1/spend")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
