package org.llmops.cost.budgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.llmops.cost.Client.as;
import static org.llmops.cost.Client.budget;
import static org.llmops.cost.Client.entry;
import static org.llmops.cost.Client.lease;
import static org.llmops.cost.Client.money;
import static org.llmops.cost.Client.router;
import static org.llmops.cost.Client.settle;
import static org.llmops.cost.Client.unique;

import com.google.protobuf.InvalidProtocolBufferException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.llmops.cost.MovableClock;
import org.llmops.cost.Told;
import org.llmops.cost.v1.BudgetChanged;
import org.llmops.cost.v1.BudgetScope;
import org.llmops.cost.v1.BudgetsRequest;
import org.llmops.cost.v1.BudgetsResponse;
import org.llmops.cost.v1.CostEvent;
import org.llmops.cost.windows.Period;
import org.llmops.cost.windows.Span;
import org.llmops.cost.windows.Window;
import org.llmops.platform.testkit.KafkaEvents;
import org.llmops.platform.testkit.RealServers;
import org.llmops.platform.testkit.TestEvent;

/** Budgets are kept by administrators and count the calls they apply to. */
@QuarkusTest
@WithTestResource(RealServers.class)
class BudgetsAppTest {
    @Inject
    MovableClock clock;

    private final String app = unique("app");

    @Test
    void aBudgetIsShownWithItsPeriod() {
        String name = unique("monthly");
        String location = as("alice")
                .body(Map.of("name", name, "period", "month", "limit_usd", "12.5", "app", app))
                .post("/v1/budgets")
                .then()
                .statusCode(201)
                .extract()
                .header("Location");

        Span month = Window.of(Period.MONTH).spanAt(clock.instant());
        Map<String, Object> shown = as("ava").get(location).jsonPath().getMap("");
        assertThat(shown)
                .containsOnlyKeys(
                        "id",
                        "name",
                        "unit",
                        "period",
                        "app",
                        "on_exceeded",
                        "thresholds",
                        "state",
                        "limit_usd",
                        "settled_usd",
                        "leased_usd",
                        "remaining_usd",
                        "period_start",
                        "period_end",
                        "created_at")
                .containsEntry("name", name)
                .containsEntry("period", "month")
                .containsEntry("app", app)
                .containsEntry("limit_usd", "12.50")
                .containsEntry("remaining_usd", "12.50")
                .containsEntry("period_start", month.startsAt().toString())
                .containsEntry("period_end", String.valueOf(month.endsAt()));
    }

    @Test
    void aBudgetMadeInTheMiddleOfAPeriodCountsItsCalls() {
        entry(Told.call("acme", app).at(clock.instant()).publish());
        entry(Told.call("acme", unique("other")).at(clock.instant()).publish());
        entry(Told.call("acme", app).at(Instant.parse("2025-01-01T00:00:00Z")).publish());

        String day = as("alice")
                .body(Map.of("name", unique("day"), "period", "day", "limit_usd", "1", "app", app))
                .post("/v1/budgets")
                .path("id");

        assertThat(money(day)).isEqualTo("0.00045 0.00 0.99955");
        as("alice")
                .body(Map.of("name", unique("late"), "period", "total", "limit_usd", "0.0001", "app", app))
                .post("/v1/budgets")
                .then()
                .statusCode(409)
                .body(
                        "type",
                        equalTo("urn:llmops:problem:LIMIT_BELOW_SPENT"),
                        "detail",
                        equalTo("0.0009 USD is spent in this period already, which is more than 0.0001 USD"),
                        "errors[0].field",
                        equalTo("limit_usd"));
    }

    @Test
    void aCallWithoutALeaseCounts() {
        String budget = budget(app, "1");

        entry(Told.call("acme", app).publish());

        assertThat(money(budget)).isEqualTo("0.00045 0.00 0.99955");
    }

    @Test
    void aBudgetOfTheWorkspacePaysForEveryApp() {
        String id = as("grace")
                .body(Map.of("name", unique("all"), "period", "total", "limit_usd", "100"))
                .post("/v1/budgets")
                .path("id");
        String before = as("grace").get("/v1/budgets/" + id).path("settled_usd");

        Told call = Told.call("globex", "");
        call.publish();

        Awaitility.await()
                .until(() -> as("grace").get("/v1/ledger/" + call.id()).statusCode() == 200);
        JsonPath after = as("grace").get("/v1/budgets/" + id).jsonPath();
        assertThat(new BigDecimal(after.getString("settled_usd")))
                .isEqualByComparingTo(new BigDecimal(before).add(new BigDecimal("0.00045")));
        as("grace").delete("/v1/budgets/" + id).then().statusCode(204);
    }

    @Test
    void aLimitIsRaisedAndLoweredAndTold() throws InvalidProtocolBufferException {
        String budget = budget(app, "1");
        String name = as("ava").get("/v1/budgets/" + budget).path("name");
        String leased = lease(app, 1, 250_000_000).getGranted().getSlices(0).getLeaseId();
        entry(Told.call("acme", app).publish());

        change(budget, name, "2").statusCode(200).body("remaining_usd", equalTo("1.74955"));
        change(budget, name, "0.0004").statusCode(409).body("type", equalTo("urn:llmops:problem:LIMIT_BELOW_SPENT"));
        change(budget, name, "0.1").statusCode(409).body("type", equalTo("urn:llmops:problem:LIMIT_BELOW_LEASED"));
        settle(leased, 0, 0, true);
        change(budget, "better " + name, "0.1")
                .statusCode(200)
                .body("name", equalTo("better " + name), "remaining_usd", equalTo("0.09955"));

        try (KafkaEvents events = KafkaEvents.of("llmops.costs.v1")) {
            List<TestEvent> changes = events.await(3, event -> isChange(event, budget));
            assertThat(changes).hasSize(3);
            assertThat(CostEvent.parseFrom(changes.getLast().payload()).getBudgetChanged())
                    .isEqualTo(BudgetChanged.newBuilder()
                            .setBudgetId(budget)
                            .setLimitNanoUsd(100_000_000)
                            .setChangedBy("alice")
                            .build());
        }
    }

    @Test
    void aRepeatedRequestCreatesOneBudget() {
        Map<String, Object> request = Map.of("name", unique("once"), "period", "total", "limit_usd", "1", "app", app);

        String first = as("alice")
                .header("Idempotency-Key", app)
                .body(request)
                .post("/v1/budgets")
                .path("id");
        String again = as("alice")
                .header("Idempotency-Key", app)
                .body(request)
                .post("/v1/budgets")
                .path("id");

        assertThat(again).isEqualTo(first);
    }

    @Test
    void aRemovedBudgetNoLongerLimits() {
        String budget = budget(app, "0.000000001");
        assertThat(lease(app, 10, 10).hasExhausted()).isTrue();

        as("alice").delete("/v1/budgets/" + budget).then().statusCode(204);

        assertThat(lease(app, 10, 10).hasGranted()).isTrue();
        as("ava").get("/v1/budgets/" + budget).then().statusCode(404);
        try (KafkaEvents events = KafkaEvents.of("llmops.costs.v1")) {
            TestEvent removed =
                    events.await(2, event -> isChange(event, budget)).getLast();
            assertThat(namesALimit(removed)).as("absent when it was removed").isFalse();
        }
    }

    @Test
    void budgetsAreListedByNameInPages() {
        String prefix = unique("000");
        List.of("b", "a", "c")
                .forEach(name -> as("alice")
                        .body(Map.of("name", prefix + name, "period", "week", "limit_usd", "1", "app", app))
                        .post("/v1/budgets")
                        .then()
                        .statusCode(201));

        JsonPath first = as("ava").get("/v1/budgets?limit=2").jsonPath();
        JsonPath second = as("ava")
                .queryParam("cursor", first.getString("next_cursor"))
                .get("/v1/budgets?limit=1")
                .jsonPath();

        assertThat(first.getList("items.name")).containsExactly(prefix + "a", prefix + "b");
        assertThat(second.getList("items.name")).containsExactly(prefix + "c");
    }

    @Test
    void aBudgetCountsTheCallsThatHaveAllItNames() {
        String user = unique("user");
        String ofModel = create(Map.of("limit_usd", "1", "app", app, "model", "sim-small"));
        String ofOtherModel = create(Map.of("limit_usd", "1", "app", app, "model", "sim-large"));
        String ofKey = create(Map.of("limit_usd", "1", "app", app, "key", "key-1", "provider", "simulator"));
        String ofRoute = create(Map.of("limit_usd", "1", "app", app, "route", "main", "end_user", user));
        String tokens = create(Map.of("unit", "tokens", "limit", 10_000, "app", app));
        String requests = create(Map.of("unit", "requests", "limit", 10, "app", app));

        entry(Told.call("acme", app).at(clock.instant()).publish());

        assertThat(money(ofModel)).isEqualTo("0.00045 0.00 0.99955");
        assertThat(money(ofOtherModel)).isEqualTo("0.00 0.00 1.00");
        assertThat(money(ofKey)).isEqualTo("0.00045 0.00 0.99955");
        assertThat(money(ofRoute)).as("of another end user").isEqualTo("0.00 0.00 1.00");
        assertThat(shown(tokens).getLong("settled")).isEqualTo(1_500);
        assertThat(shown(requests).getLong("settled")).isEqualTo(1);
        assertThat(shown(requests).getLong("remaining")).isEqualTo(9);

        for (String late : List.of(
                create(Map.of("unit", "tokens", "limit", 10_000, "app", app)),
                create(Map.of("unit", "tokens", "limit", 10_000, "app", app, "period", "rolling", "rolling", "24h")))) {
            assertThat(shown(late).getLong("settled")).as("from the ledger").isEqualTo(1_500);
        }
    }

    @Test
    void whatIsOlderThanARollingWindowNoLongerCounts() {
        String rolling = create(Map.of("limit_usd", "0.0005", "app", app, "period", "rolling", "rolling", "1h"));
        entry(Told.call("acme", app).at(clock.instant()).publish());
        assertThat(money(rolling)).isEqualTo("0.00045 0.00 0.00005");
        assertThat(lease(app, 100_000, 100_000).hasExhausted()).isTrue();

        clock.moveOn(Duration.ofMinutes(62));

        assertThat(money(rolling)).isEqualTo("0.00 0.00 0.0005");
        assertThat(lease(app, 100_000, 100_000).hasGranted()).isTrue();
    }

    @Test
    void aPeriodGetsWhatTheOneBeforeLeft() {
        String daily = create(Map.of(
                "limit_usd", "0.001", "app", app, "period", "day", "carry_over", true, "carry_over_max_usd", "0.0003"));
        entry(Told.call("acme", app).at(clock.instant()).publish());

        clock.moveOn(Duration.ofDays(1));

        lease(app, 1, 1);
        JsonPath next = shown(daily);
        assertThat(next.getString("carried_usd")).isEqualTo("0.0003");
        assertThat(next.getString("limit_usd")).isEqualTo("0.0013");
    }

    @Test
    void aLimitIsRaisedForAWhile() {
        String budget = create(Map.of("limit_usd", "0.0005", "app", app));
        entry(Told.call("acme", app).publish());
        Instant until = clock.instant().plus(Duration.ofMinutes(10));
        Map<String, Object> override = Map.of("limit_usd", "0.001", "until", until.toString(), "reason", "the launch");

        as("alice")
                .body(Map.of("limit_usd", "0.0005", "until", until.toString()))
                .put("/v1/budgets/" + budget + "/override")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("limit_usd"));
        as("alice")
                .body(Map.of("limit_usd", "1", "until", "2020-01-01T00:00:00Z"))
                .put("/v1/budgets/" + budget + "/override")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("until"));
        as("alice")
                .body(override)
                .put("/v1/budgets/" + budget + "/override")
                .then()
                .statusCode(200)
                .body("override.reason", equalTo("the launch"), "remaining_usd", equalTo("0.00055"));
        entry(Told.call("acme", app).publish());
        assertThat(money(budget)).isEqualTo("0.0009 0.00 0.0001");

        clock.moveOn(Duration.ofMinutes(11));

        assertThat(money(budget)).as("more is spent than the usual limit").isEqualTo("0.0009 0.00 0.00");
        assertThat(shown(budget).getString("state")).isEqualTo("exceeded");
        assertThat(lease(app, 1, 1).hasExhausted()).isTrue();
        as("alice").delete("/v1/budgets/" + budget + "/override").then().statusCode(200);
    }

    @Test
    void aTeamsBudgetPaysForItsApps() {
        String team = unique("team");
        as("alice")
                .body(Map.of("apps", List.of(app)))
                .put("/v1/teams/" + team)
                .then()
                .statusCode(200);
        assertThat(as("ava").get("/v1/teams").jsonPath().getList("team")).contains(team);
        String budget = create(Map.of("limit_usd", "0.000000005", "team", team));

        assertThat(lease(app, 10, 10).getExhausted().getBudgetId()).isEqualTo(budget);
        assertThat(lease(unique("other"), 10, 10).hasGranted()).isTrue();
        BudgetsResponse known = router("acme").budgets(BudgetsRequest.getDefaultInstance());
        assertThat(known.getTeamOfAppMap()).containsEntry(app, team);
        assertThat(known.getBudgetsList()).anySatisfy(told -> {
            assertThat(told.getBudgetId()).isEqualTo(budget);
            assertThat(told.getScope())
                    .isEqualTo(BudgetScope.newBuilder().setTeam(team).build());
        });
    }

    private String create(Map<String, Object> what) {
        Map<String, Object> request = new HashMap<>(Map.of("name", unique("budget"), "period", "total"));
        request.putAll(what);
        return as("alice")
                .body(request)
                .post("/v1/budgets")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static JsonPath shown(String budget) {
        return as("ava").get("/v1/budgets/" + budget).jsonPath();
    }

    private static ValidatableResponse change(String budget, String name, String limit) {
        String app = as("ava").get("/v1/budgets/" + budget).path("app");
        return as("alice")
                .body(Map.of("name", name, "period", "total", "limit_usd", limit, "app", app))
                .put("/v1/budgets/" + budget)
                .then();
    }

    private static boolean isChange(TestEvent event, String budget) {
        return event.type().equals("llmops.cost.v1.BudgetChanged")
                && event.subject().equals("budgets/" + budget);
    }

    private static boolean namesALimit(TestEvent event) {
        try {
            return CostEvent.parseFrom(event.payload()).getBudgetChanged().hasLimitNanoUsd();
        } catch (InvalidProtocolBufferException malformed) {
            throw new AssertionError(malformed);
        }
    }
}
