package org.llmops.cost.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.llmops.cost.Client.as;
import static org.llmops.cost.Client.budget;
import static org.llmops.cost.Client.entry;
import static org.llmops.cost.Client.money;
import static org.llmops.cost.Client.unique;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.llmops.cost.Told;
import org.llmops.cost.pricing.CurrentPrices;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.store.Transactions;
import org.llmops.platform.testkit.KafkaEvents;
import org.llmops.platform.testkit.RealServers;

/** Call records become ledger entries, each once. */
@QuarkusTest
@WithTestResource(RealServers.class)
class LedgerAppTest {
    private static final String DEAD_LETTERS = "llmops.calls.v1.cost-service.dead";

    @Inject
    MeterRegistry metrics;

    @Inject
    Transactions transactions;

    @Inject
    CurrentPrices prices;

    private final String app = unique("app");

    @Test
    void anEntrySaysWhatACallCostAndWhy() {
        JsonPath entry = entry(Told.call("acme", app).prompt("support-reply", 3).publish());

        assertThat(entry.getString("status")).isEqualTo("priced");
        assertThat(entry.getString("cost_usd")).isEqualTo("0.00045");
        assertThat(entry.getString("router_cost_usd")).as("the same").isNull();
        assertThat(entry.getInt("price_book_version")).isEqualTo(prices.book().version());
        assertThat(entry.getString("price_rule")).isEqualTo("simulator/sim-small");
        assertThat(entry.getMap("usage"))
                .containsEntry("input_tokens", 1_000)
                .containsEntry("output_tokens", 500)
                .containsEntry("estimated", false);
        assertThat(entry.getString("app")).isEqualTo(app);
        assertThat(entry.getString("prompt")).isEqualTo("support-reply");
        assertThat(entry.getInt("prompt_version")).isEqualTo(3);
        assertThat(entry.getString("call_status")).isEqualTo("ok");
        assertThat(entry.getString("model")).isEqualTo("sim-small");
        assertThat(entry.getString("requested_model")).isEqualTo("route:main");
        assertThat(entry.getBoolean("cached")).isFalse();
    }

    @Test
    void aRecordThatArrivesTwiceIsCountedOnce() {
        String budget = budget(app, "1");
        Told call = Told.call("acme", app);
        call.publish();
        call.publish();
        entry(call.publish());
        entry(Told.call("acme", app).publish());

        assertThat(money(budget)).isEqualTo("0.0009 0.00 0.9991");
        assertThat(ids("app=" + app)).hasSize(2);
    }

    @Test
    void aCopyIsInTheLedgerAndOnNobodysBudget() {
        String budget = budget(app, "1");
        UUID original = Told.call("acme", app).publish();
        JsonPath copy = entry(Told.call("acme", app).copyOf(original).publish());
        entry(original);

        assertThat(copy.getString("copy_of_call_id")).isEqualTo(original.toString());
        assertThat(copy.getString("cost_usd")).isEqualTo("0.00045");
        assertThat(copy.getString("app")).isNull();
        assertThat(money(budget)).isEqualTo("0.00045 0.00 0.99955");
        assertThat(ids("app=" + app)).hasSize(1);
    }

    @Test
    void noBudgetOfTheWholeWorkspacePaysForACopy() {
        String there = workspaceBudget();
        long before = settledNanoUsd(there);

        entry(Told.call("acme", app).copyOf(UUID.randomUUID()).publish());
        entry(Told.call("acme", app).publish());

        assertThat(settledNanoUsd(there) - before).isEqualTo(Told.USUAL_NANO_USD);
        String later = workspaceBudget();
        assertThat(settledNanoUsd(later))
                .as("what a budget that comes later finds in the ledger")
                .isEqualTo(settledNanoUsd(there));
        as("alice").delete("/v1/budgets/" + there).then().statusCode(204);
        as("alice").delete("/v1/budgets/" + later).then().statusCode(204);
    }

    private static String workspaceBudget() {
        return as("alice")
                .body(Map.of("name", unique("whole"), "period", "total", "limit_usd", "1000000"))
                .post("/v1/budgets")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static long settledNanoUsd(String budget) {
        return new BigDecimal(money(budget).split(" ")[0]).movePointRight(9).longValueExact();
    }

    @Test
    void answersThatWereDiscardedArePaidForToo() {
        String budget = budget(app, "1");
        JsonPath answered = entry(Told.call("acme", app)
                .discarding("simulator", "sim-small", 1_000, 500)
                .discarding("simulator", "nobody-knows", 1_000, 500)
                .routerSays(2 * Told.USUAL_NANO_USD)
                .publish());
        JsonPath failed = entry(Told.call("acme", app)
                .unanswered()
                .discarding("simulator", "sim-small", 1_000, 500)
                .routerSays(Told.USUAL_NANO_USD)
                .publish());
        JsonPath usual = entry(Told.call("acme", app).publish());

        assertThat(answered.getString("cost_usd")).isEqualTo("0.0009");
        assertThat(answered.getString("discarded_cost_usd")).isEqualTo("0.00045");
        assertThat(answered.getString("router_cost_usd")).as("the same").isNull();
        assertThat(answered.getInt("usage.input_tokens")).isEqualTo(1_000);
        assertThat(failed.getString("status")).isEqualTo("priced");
        assertThat(failed.getString("cost_usd")).isEqualTo("0.00045");
        assertThat(failed.getString("discarded_cost_usd")).isEqualTo("0.00045");
        assertThat(usual.getString("discarded_cost_usd")).isNull();
        assertThat(money(budget)).isEqualTo("0.0018 0.00 0.9982");
    }

    @Test
    void whatIsNoCallRecordIsSetAsideAndStopsNobody() {
        byte[] garbage = "no record".getBytes(UTF_8);
        Told.publishBytes(app + "/garbage", garbage);
        Told.publishBytes(app + "/elsewhere", Told.call("Not A Workspace", app).message());
        Told.publishBytes(
                app + "/negative", Told.call("acme", app).tokens(-1, 5).message());

        entry(Told.call("acme", app).publish());

        try (KafkaEvents dead = KafkaEvents.of(DEAD_LETTERS)) {
            assertThat(dead.await(3, letter -> letter.key().startsWith(app)))
                    .anySatisfy(letter -> assertThat(letter.payload()).isEqualTo(garbage));
        }
        assertThat(ids("app=" + app)).hasSize(1);
    }

    @Test
    void aRecordThatTheDatabaseRefusesDoesNotTakeItsNeighboursAlong() {
        Told poison = Told.call("acme", app).at(Instant.parse("+300000-01-01T00:00:00Z"));
        poison.publish();

        entry(Told.call("acme", app).publish());

        try (KafkaEvents dead = KafkaEvents.of(DEAD_LETTERS)) {
            dead.await(letter -> letter.key().equals("acme/" + poison.id()));
        }
    }

    @Test
    void anAnswerFromTheCacheCostsNothing() {
        JsonPath entry = entry(Told.call("acme", app).cached().publish());

        assertThat(entry.getString("cost_usd")).isEqualTo("0.00");
        assertThat(entry.getString("status")).isEqualTo("priced");
        assertThat(entry.getBoolean("cached")).isTrue();
    }

    @Test
    void aModelNobodyListsIsUnpriced() {
        JsonPath entry = entry(
                Told.call("acme", app).model("openai", "gpt-99").routerSays(0).publish());

        assertThat(entry.getString("status")).isEqualTo("unpriced");
        assertThat(entry.getString("cost_usd")).isEqualTo("0.00");
        assertThat(entry.getString("price_rule")).isNull();
    }

    @Test
    void theServicesOwnFigureCountsAndTheDifferenceIsSeen() {
        double before = metrics.counter("llmops.ledger.cost.mismatches").count();

        JsonPath entry = entry(Told.call("acme", app).routerSays(1).publish());

        assertThat(entry.getString("cost_usd")).isEqualTo("0.00045");
        assertThat(entry.getString("router_cost_usd")).isEqualTo("0.000000001");
        assertThat(metrics.counter("llmops.ledger.cost.mismatches").count()).isEqualTo(before + 1);
    }

    @Test
    void theLedgerIsNeverChanged() {
        UUID call = Told.call("acme", app).publish();
        entry(call);

        for (String change : List.of("update ledger_entries set cost_nano_usd = 0", "delete from ledger_entries")) {
            assertThatThrownBy(() -> VertxContextSupport.subscribeAndAwait(() -> transactions.write(
                            new WorkspaceId("acme"),
                            session -> session.createNativeQuery(change).executeUpdate())))
                    .hasMessageContaining("append-only");
        }
        assertThat(entry(call).getString("cost_usd")).isEqualTo("0.00045");
    }

    @Test
    void theLedgerIsPagedLatestFirst() {
        Instant now = Instant.parse("2026-03-05T12:00:00.000001Z");
        List<String> published = new ArrayList<>();
        for (int each = 0; each < 5; each++) {
            published.addFirst(Told.call("acme", app)
                    .at(now.plusSeconds(each / 2))
                    .publish()
                    .toString());
        }
        published.forEach(call -> entry(UUID.fromString(call)));

        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            JsonPath page = as("ava")
                    .queryParam("app", app)
                    .queryParam("limit", 2)
                    .queryParam("cursor", cursor == null ? "" : cursor)
                    .get("/v1/ledger")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            assertThat(page.getList("items")).hasSizeLessThanOrEqualTo(2);
            seen.addAll(page.getList("items.call_id"));
            cursor = page.getString("next_cursor");
        } while (cursor != null);
        assertThat(seen).containsExactlyElementsOf(published);
    }

    @Test
    void theLedgerIsFiltered() {
        Instant noon = Instant.parse("2026-03-06T12:00:00Z");
        UUID early = Told.call("acme", app).at(noon).prompt("greeting", 1).publish();
        UUID late = Told.call("acme", app)
                .at(noon.plusSeconds(60))
                .model("simulator", "sim-large")
                .publish();
        entry(early);
        entry(late);

        assertThat(ids("app=" + app + "&to=2026-03-06T12:01:00Z")).containsExactly(early.toString());
        assertThat(ids("app=" + app + "&from=2026-03-06T12:01:00Z")).containsExactly(late.toString());
        assertThat(ids("app=" + app + "&from=2026-03-06&to=2026-03-07")).hasSize(2);
        assertThat(ids("app=" + app + "&model=sim-large")).containsExactly(late.toString());
        assertThat(ids("app=" + app + "&prompt=greeting&prompt_version=1")).containsExactly(early.toString());
        assertThat(ids("app=" + app + "&without=prompt,model")).isEmpty();
        assertThat(ids("app=" + app + "&without=prompt")).containsExactly(late.toString());
    }

    private static List<String> ids(String query) {
        return as("ava")
                .urlEncodingEnabled(false)
                .get("/v1/ledger?" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.call_id");
    }
}
