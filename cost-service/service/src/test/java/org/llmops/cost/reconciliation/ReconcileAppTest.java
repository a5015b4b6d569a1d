package org.llmops.cost.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmops.cost.Client.as;
import static org.llmops.cost.Client.budget;
import static org.llmops.cost.Client.entry;
import static org.llmops.cost.Client.money;
import static org.llmops.cost.Client.unique;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.llmops.cost.Told;
import org.llmops.platform.testkit.RealServers;

/** Invoices are imported, compared with the ledger, and make it agree. Each test has a day of its own. */
@QuarkusTest
@WithTestResource(RealServers.class)
class ReconcileAppTest {
    private static final String COLUMNS = "&day_column=Date&model_column=Model&amount_column=Cost&project_column=Key";

    private final String app = unique("app");

    @Test
    void aPriceThatDiffersIsDividedAmongTheCalls() {
        String day = "2026-01-05";
        String budget = budget(app, "1");
        entry(told(day).publish());
        JsonPath dear = entry(told(day).tokens(3_000, 1_500).publish());
        String invoice = imported(csv(day, "sim-small", "0.00216", "2"), "&requests_column=Calls");

        JsonPath line = reconciliation(invoice);
        assertThat(line.getString("difference_usd")).isEqualTo("0.00036");
        assertThat(line.getMap("by_reason")).isEqualTo(Map.of("invoice_price", "0.00036"));

        JsonPath done = trueUp(invoice);
        assertThat(done.getMap(""))
                .isEqualTo(Map.of(
                        "invoice_id",
                        invoice,
                        "corrections",
                        2,
                        "adjustments",
                        0,
                        "difference_usd",
                        "0.00036",
                        "by_reason",
                        Map.of("invoice_price", "0.00036")));
        JsonPath corrected =
                as("ava").get("/v1/ledger/" + dear.getString("call_id")).jsonPath();
        assertThat(corrected.getString("truth.cost_usd")).isEqualTo("0.00162");
        assertThat(corrected.getString("corrections[0].cause")).isEqualTo("invoices/" + invoice);
        assertThat(money(budget)).as("who paid pays the difference").isEqualTo("0.00216 0.00 0.99784");
        assertThat(reconciliation(invoice).getMap("by_reason")).isEmpty();
        assertThat(trueUp(invoice).getString("difference_usd"))
                .as("a second time")
                .isEqualTo("0.00");
    }

    @Test
    void callsNobodySawBecomeAnAdjustment() {
        String day = "2026-01-06";
        entry(told(day).publish());
        as("alice")
                .body(Map.of("app", app))
                .put("/v1/invoice-projects/simulator/" + app)
                .then()
                .statusCode(204);
        String budget = budget(app, "1");
        String file = "Date,Model,Cost,Key,Calls,In,Out\n" + day + ",sim-small,0.0009," + app + ",2,2000,1000\n";
        String invoice = imported(file, "&requests_column=Calls&input_tokens_column=In&output_tokens_column=Out");

        trueUp(invoice);

        JsonPath entries = as("ava")
                .get("/v1/ledger?kind=adjustment&app=" + app)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(entries.getList("items.reason")).containsExactly("unobserved");
        assertThat(entries.getString("items[0].cost_usd")).isEqualTo("0.00045");
        assertThat(entries.getInt("items[0].usage.input_tokens")).isEqualTo(1_000);
        assertThat(entries.getString("items[0].call_id")).isNull();
        assertThat(money(budget)).isEqualTo("0.0009 0.00 0.9991");
        assertThat(as("ava")
                        .get("/v1/spend?from=2026-01-06&to=2026-01-07&group_by=app&app=" + app)
                        .path("totals.cost_usd")
                        .toString())
                .isEqualTo("0.0009");
        assertThat((Integer) as("ava")
                        .get("/v1/spend?from=2026-01-06&to=2026-01-07&group_by=app&app=" + app)
                        .path("totals.calls"))
                .isEqualTo(1);
    }

    @Test
    void estimatesAreReplacedByWhatTheProviderCounted() {
        String day = "2026-01-07";
        JsonPath guessed = entry(told(day).estimated().publish());
        String usage = """
                {"data":[{"start_time":1767744000,"end_time":1767830400,"results":[{"model":"sim-small",
                 "input_tokens":3000,"input_cached_tokens":0,"output_tokens":500,"num_model_requests":1}]}]}
                """;
        String invoice = add("format=openai_usage&provider=simulator", usage)
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        assertThat(reconciliation(invoice).getMap("by_reason")).isEqualTo(Map.of("invoice_usage", "0.0003"));
        trueUp(invoice);

        JsonPath call =
                as("ava").get("/v1/ledger/" + guessed.getString("call_id")).jsonPath();
        assertThat(call.getString("truth.cost_usd")).isEqualTo("0.00075");
        assertThat(call.getBoolean("truth.usage.estimated")).isFalse();
        assertThat(call.getBoolean("usage.estimated")).as("as it was told").isTrue();
        assertThat(reconciliation(invoice).getMap("by_reason")).isEmpty();
    }

    @Test
    void aPartlyBadFileChangesNothingUnlessAskedToSkip() {
        String file = csv("2026-01-08", "sim-small", "1.00", "1") + "2026-01-08,sim-small,much,x,1\n";

        Response refused = add("format=csv&provider=simulator" + COLUMNS, file);
        refused.then().statusCode(422);
        assertThat(refused.jsonPath().getString("type")).isEqualTo("urn:llmops:problem:INVOICE_ROW_MALFORMED");
        assertThat(refused.jsonPath().getList("errors.field")).containsExactly("rows[2].Cost");

        JsonPath skipping = add("format=csv&provider=simulator&skip_malformed=true" + COLUMNS, file)
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        assertThat(skipping.getInt("lines")).isEqualTo(1);
        assertThat(skipping.getInt("skipped")).isEqualTo(1);
        assertThat(skipping.getString("skipped_rows[0].field")).isEqualTo("rows[2].Cost");
    }

    @Test
    void theSameFileIsImportedOnce() {
        String file = csv("2026-01-09", "sim-small", "1.00", "1");

        String first = imported(file, "");
        Response again = add("format=csv&provider=simulator" + COLUMNS, file);

        again.then().statusCode(200);
        assertThat(again.jsonPath().getString("id")).isEqualTo(first);
        assertThat(as("ava").get("/v1/invoices?limit=200").jsonPath().getList("items.id"))
                .containsOnlyOnce(first);
    }

    @Test
    void badRequestsNameTheirField() {
        assertProblem(add("format=pdf", "x"), 400, "INVOICE_FORMAT_UNKNOWN", "format");
        assertProblem(add("format=csv", "a\n1"), 400, "INVOICE_MALFORMED", "provider");
        assertProblem(add("format=csv&provider=simulator", "a\n1"), 400, "INVOICE_MALFORMED", "day_column");
        assertProblem(add("format=openai_costs", "{}"), 400, "INVOICE_MALFORMED", "data");
        assertThat(as("ava").body("x").post("/v1/invoices?format=csv").statusCode())
                .isEqualTo(403);
        assertThat(as("ava")
                        .get("/v1/invoices/00000000-0000-0000-0000-000000000000/reconciliation")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void anotherWorkspaceSeesNoInvoice() {
        String invoice = imported(csv("2026-01-10", "sim-small", "1.00", "1"), "");

        assertThat(as("grace").get("/v1/invoices/" + invoice).statusCode()).isEqualTo(404);
        assertThat(as("grace")
                        .get("/v1/invoices/" + invoice + "/reconciliation")
                        .statusCode())
                .isEqualTo(404);
    }

    private Told told(String day) {
        return Told.call("acme", app).at(Instant.parse(day + "T12:00:00Z"));
    }

    private static String csv(String day, String model, String cost, String calls) {
        return "Date,Model,Cost,Key,Calls\n%s,%s,%s,k,%s\n".formatted(day, model, cost, calls);
    }

    private static String imported(String file, String more) {
        return add("format=csv&provider=simulator" + COLUMNS + more, file)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static Response add(String query, String file) {
        return as("alice").contentType("text/plain").body(file).post("/v1/invoices?" + query);
    }

    private static JsonPath reconciliation(String invoice) {
        return as("ava")
                .get("/v1/invoices/" + invoice + "/reconciliation")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static JsonPath trueUp(String invoice) {
        return as("alice")
                .post("/v1/invoices/" + invoice + "/true-up")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static void assertProblem(Response answer, int status, String type, String field) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.jsonPath().getString("type")).isEqualTo("urn:llmops:problem:" + type);
        assertThat(answer.jsonPath().getList("errors.field")).containsExactly(field);
    }
}
