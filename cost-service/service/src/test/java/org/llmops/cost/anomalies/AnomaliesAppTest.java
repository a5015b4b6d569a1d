package org.llmops.cost.anomalies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.llmops.cost.Client.as;
import static org.llmops.cost.Client.budget;
import static org.llmops.cost.Client.entry;
import static org.llmops.cost.Client.unique;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmops.cost.MovableClock;
import org.llmops.cost.Told;
import org.llmops.platform.testkit.RealServers;

/** An app that runs wild is noticed, explained, judged and forecast, by its own workspace alone. */
@QuarkusTest
@WithTestResource(RealServers.class)
class AnomaliesAppTest {
    private static final int DAYS = 16;
    private static final int WILD_CALLS = 12;

    @Inject
    SpendWatch watch;

    @Inject
    AnomaliesConfig config;

    @Inject
    MovableClock clock;

    private final String app = unique("wild");

    @Test
    void anAppThatRunsWildIsNoticedExplainedAndJudged() {
        String budget = dailyBudget();
        Instant hour = spendForDaysAndThenMuchMore();
        JsonPath anomaly = Awaitility.await().atMost(Duration.ofSeconds(60)).until(this::lookAndList, this::isThere);

        assertThat(anomaly.getMap("items[0]"))
                .containsEntry("dimension", "app")
                .containsEntry("value", app)
                .containsEntry("grain", "hour")
                .containsEntry("direction", "up")
                .containsEntry("peak_at", hour.toString())
                .containsEntry("actual_usd", "97.50")
                .containsEntry("verdict", "new");
        Map<String, String> effects = anomaly.getMap("items[0].explanation.effects");
        assertThat(sum(effects.values().stream()))
                .isEqualByComparingTo(anomaly.getString("items[0].explanation.difference_usd"));
        assertThat(new BigDecimal(effects.get("volume_usd")))
                .isGreaterThan(new BigDecimal(anomaly.getString("items[0].difference_usd")).divide(BigDecimal.TWO));
        assertThat(anomaly.getList("items[0].explanation.contributors.dimension", String.class))
                .contains("model", "app", "prompt_version");
        assertThat(anomaly.getString("items[0].explanation.contributors.find { it.dimension == 'model' }.value"))
                .isEqualTo("sim-large");

        String id = anomaly.getString("items[0].id");
        isJudgedByEditorsOnly(id);
        isOneWorkspacesOwn(id);
        isWatched();
        isForecast(budget);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/anomalies?verdict=great,            400, VERDICT_UNKNOWN,    verdict",
        "/v1/anomalies?dimension=colour,         400, FILTER_UNKNOWN,     dimension",
        "/v1/anomalies?from=2026-02-02&to=2026-02-01, 400, TIME_RANGE_INVALID, to",
        "/v1/anomalies?cursor=nonsense,          400, CURSOR_MALFORMED,   cursor",
        "/v1/anomalies/00000000-0000-0000-0000-000000000000, 404, ANOMALY_UNKNOWN,",
        "/v1/forecast?until=2020-01-01,          400, FORECAST_TOO_FAR,   until",
        "/v1/forecast?until=2999-01-01,          400, FORECAST_TOO_FAR,   until",
        "/v1/forecast?coverage=2,                400, FIELD_INVALID,      coverage",
        "/v1/budgets/00000000-0000-0000-0000-000000000000/forecast, 404, BUDGET_UNKNOWN,"
    })
    void aQuestionThatMakesNoSenseIsAnsweredSo(String path, int status, String type, @Nullable String field) {
        JsonPath problem =
                as("ava").get(path).then().statusCode(status).extract().jsonPath();

        assertThat(problem.getString("type")).isEqualTo("urn:llmops:problem:" + type);
        if (field != null) {
            assertThat(problem.getList("errors.field")).containsExactly(field);
        }
    }

    private Instant spendForDaysAndThenMuchMore() {
        Instant hour = clock.instant().truncatedTo(ChronoUnit.HOURS);
        UUID last = UUID.randomUUID();
        for (int ago = DAYS * 24; ago > 0; ago--) {
            call(hour.minus(Duration.ofHours(ago)), 1_000_000);
        }
        for (int call = 0; call < WILD_CALLS + 1; call++) {
            last = call(hour.plusMillis(call), 1_000_000);
        }
        entry(last);
        // No look, of which the service takes some by itself, saw the hour before all of it was spent.
        clock.moveOn(Duration.ofHours(1).plus(config.settle()));
        return hour;
    }

    /** 7.50 USD. */
    private UUID call(Instant at, long tokens) {
        return Told.call("acme", app)
                .at(at)
                .model("simulator", "sim-large")
                .prompt("greeting", 2)
                .tokens(tokens, tokens / 2)
                .publish();
    }

    private JsonPath lookAndList() {
        try {
            VertxContextSupport.subscribeAndAwait(() -> watch.look());
        } catch (Throwable failure) {
            throw new AssertionError("The look failed", failure);
        }
        return as("ava").get("/v1/anomalies?dimension=app&value=" + app).jsonPath();
    }

    private boolean isThere(JsonPath page) {
        return !page.getList("items").isEmpty()
                && "97.50".equals(page.getString("items[0].actual_usd"))
                && page.get("items[0].explanation") != null;
    }

    private static void isJudgedByEditorsOnly(String id) {
        Map<String, String> expected = Map.of("verdict", "expected", "note", "A load test");

        as("ava").body(expected).put("/v1/anomalies/" + id + "/verdict").then().statusCode(403);
        as("arthur")
                .body(expected)
                .put("/v1/anomalies/" + id + "/verdict")
                .then()
                .statusCode(200)
                .body("verdict", equalTo("expected"))
                .body("noted_by", equalTo("arthur"))
                .body("note", equalTo("A load test"));
        as("arthur")
                .body(Map.of("verdict", "fine"))
                .put("/v1/anomalies/" + id + "/verdict")
                .then()
                .statusCode(400);
        List<String> listed =
                as("ava").get("/v1/anomalies?verdict=expected&limit=200").path("items.id");
        assertThat(listed).contains(id);
    }

    private static void isOneWorkspacesOwn(String id) {
        as("grace").get("/v1/anomalies/" + id).then().statusCode(404);
        as("grace")
                .body(Map.of("verdict", "new"))
                .put("/v1/anomalies/" + id + "/verdict")
                .then()
                .statusCode(404);
        List<String> theirs = as("grace").get("/v1/anomalies?limit=200").path("items.id");
        assertThat(theirs).doesNotContain(id);
    }

    private void isWatched() {
        List<Map<String, Object>> watched =
                as("ava").get("/v1/anomalies/watches?limit=200").path("items");

        assertThat(watched)
                .anySatisfy(each -> assertThat(each)
                        .containsEntry("value", app)
                        .containsEntry("history_days", DAYS)
                        .containsEntry("hour", "watching")
                        .containsEntry("day", "watching"));
    }

    private void isForecast(String daily) {
        JsonPath near = as("ava")
                .get("/v1/forecast?app=" + app + "&until=" + clock.instant().plus(Duration.ofHours(20)))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(near.getString("status")).isEqualTo("ready");
        assertThat(new BigDecimal(near.getString("ahead.low")))
                .isLessThanOrEqualTo(new BigDecimal(near.getString("ahead.expected")));
        assertThat(near.getList("method.candidates.model")).contains("naive", "seasonal_naive");

        JsonPath far = as("ava")
                .get("/v1/forecast?app=" + app + "&until=" + clock.instant().plus(Duration.ofDays(30)))
                .jsonPath();
        assertThat(far.getMap(""))
                .containsEntry("status", "not_enough_history")
                .containsEntry("needed_days", 21.0f)
                .doesNotContainKey("ahead");

        String budget = budget(app, "100000");
        JsonPath total = as("ava").get("/v1/budgets/" + budget + "/forecast").jsonPath();
        assertThat(total.getString("forecast.status")).isEqualTo("not_enough_history");
        JsonPath day = as("ava").get("/v1/budgets/" + daily + "/forecast").jsonPath();
        assertThat(day.getString("forecast.status")).isEqualTo("ready");
        assertThat(day.getString("exhausted.expected")).isNotNull();
        assertThat(new BigDecimal(day.getString("probability_to_exceed"))).isGreaterThan(new BigDecimal("0.9"));
    }

    /** Of which more than its limit will be spent: afterwards nobody could set it that low. */
    private String dailyBudget() {
        return as("alice")
                .body(Map.of("name", unique("budget"), "period", "day", "limit_usd", "0.01", "app", app))
                .post("/v1/budgets")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static BigDecimal sum(Stream<String> amounts) {
        return amounts.map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
