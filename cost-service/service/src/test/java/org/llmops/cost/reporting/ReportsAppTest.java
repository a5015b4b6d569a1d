package org.llmops.cost.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.llmops.cost.Client.as;
import static org.llmops.cost.Client.unique;

import com.google.protobuf.Timestamp;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmops.cost.Told;
import org.llmops.cost.ledger.Entering;
import org.llmops.eval.v1.EvalEvent;
import org.llmops.eval.v1.FeedbackGiven;
import org.llmops.eval.v1.ScoreRecorded;
import org.llmops.platform.testkit.KafkaEvents;
import org.llmops.platform.testkit.RealServers;

/** Reports answer what people ask of spend. */
@QuarkusTest
@WithTestResource(RealServers.class)
class ReportsAppTest {
    private static final Instant DAY = Instant.parse("2026-07-06T09:10:00Z");
    private static final String RANGE = "from=2026-07-06&to=2026-07-08";

    @Inject
    Entering ledger;

    private final String app = unique("reports");

    @Test
    void spendIsToldApartByAnyTwoDimensionsAndTime() {
        ledger.enter(
                call().prompt("p", 1),
                call().at(DAY.plus(Duration.ofHours(1))).model("simulator", "sim-large"),
                call().at(DAY.plus(Duration.ofDays(1))).tier("batch", "eu"));

        JsonPath hours = get("/v1/spend?group_by=hour,model&" + RANGE + "&app=" + app);
        assertThat(hours.getList("rows.hour"))
                .containsExactly("2026-07-06T09:00:00Z", "2026-07-06T10:00:00Z", "2026-07-07T09:00:00Z");
        assertThat(hours.getList("rows.model")).containsExactly("sim-small", "sim-large", "sim-small");
        JsonPath weeks = get("/v1/spend?group_by=provider,week&" + RANGE + "&app=" + app);
        assertThat(weeks.getList("rows.week")).containsExactly("2026-07-06");
        assertThat(weeks.getInt("rows[0].calls")).isEqualTo(3);
        JsonPath regions = get("/v1/spend?group_by=month,service_tier,region&" + RANGE + "&app=" + app);
        assertThat(regions.getList("rows.month")).containsExactly("2026-07-01", "2026-07-01");
        assertThat(regions.getList("rows.service_tier")).containsExactly("batch", "standard");
        assertThat(regions.getList("rows.region")).containsExactly("eu", null);
        JsonPath dearest = get("/v1/spend?group_by=model&order=cost&limit=1&" + RANGE + "&app=" + app);
        assertThat(dearest.getList("rows.model")).containsExactly("sim-large");
        assertThat(dearest.getInt("others.calls")).isEqualTo(2);
        assertThat(new BigDecimal(dearest.getString("rows[0].cost_usd"))
                        .add(new BigDecimal(dearest.getString("others.cost_usd"))))
                .isEqualByComparingTo(dearest.getString("totals.cost_usd"));
    }

    @Test
    void wholeDaysAndTheHoursAroundThemAreAddedUpOnce() {
        for (int hour = 0; hour < 60; hour++) {
            ledger.enter(call().at(Instant.parse("2026-07-01T00:30:00Z").plus(Duration.ofHours(hour))));
        }

        for (String[] range : new String[][] {
            {"2026-07-01T05:00:00Z", "2026-07-03T07:00:00Z", "50"},
            {"2026-07-01T00:00:00Z", "2026-07-03T07:00:00Z", "55"},
            {"2026-07-01T05:00:00Z", "2026-07-03T00:00:00Z", "43"},
            {"2026-07-01T05:30:00Z", "2026-07-01T07:10:00Z", "3"},
            {"2026-07-01T20:00:00Z", "2026-07-02T04:00:00Z", "8"}
        }) {
            JsonPath spend = get("/v1/spend?group_by=app&app=" + app + "&from=" + range[0] + "&to=" + range[1]);
            assertThat(spend.getString("totals.calls"))
                    .as("%s to %s", range[0], range[1])
                    .isEqualTo(range[2]);
        }
    }

    @Test
    void spendIsToldApartByEndUsersAndReportedTags() {
        as("alice")
                .body(Map.of("tags", List.of("feature")))
                .put("/v1/reported-tags")
                .then()
                .statusCode(200);
        ledger.enter(
                call().endUser("u1").tag("feature", "search").tag("other", "x"),
                call().endUser("u1").tag("feature", "chat"),
                call().endUser("u2").tag("feature", "chat"),
                call());

        JsonPath users = get("/v1/spend?group_by=end_user&" + RANGE + "&app=" + app);
        assertThat(users.getList("rows.end_user")).containsExactly("u1", "u2");
        assertThat(users.getList("rows.calls")).containsExactly(2, 1);
        JsonPath features = get("/v1/spend?group_by=tag:feature,app&" + RANGE + "&app=" + app);
        assertThat(features.getList("rows.tag")).containsExactly("chat", "search");
        assertThat(get("/v1/spend?group_by=tag:other&" + RANGE + "&app=" + app).getList("rows"))
                .isEmpty();
        assertThat(get("/v1/spend?group_by=day&tag=feature=chat&" + RANGE + "&app=" + app)
                        .getInt("totals.calls"))
                .isEqualTo(2);
        String link = features.getString("rows[0].ledger");
        JsonPath behind = as("ava")
                .urlEncodingEnabled(false)
                .get(link)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(behind.getList("items")).hasSize(2);
    }

    @Test
    void endUsersOfAMonthLessADayAreThoseOfItsOtherDays() {
        Instant month = Instant.parse("2024-10-01T00:00:00Z");
        ledger.enter(
                call().at(month).endUser("often"),
                call().at(month.plus(Duration.ofDays(30))).endUser("often"),
                call().at(month.plus(Duration.ofDays(30))).endUser("last day"),
                call().at(month.plus(Duration.ofDays(31))).endUser("next month"),
                call().at(month.plus(Duration.ofDays(33))).endUser("next month"));

        JsonPath lessADay = get("/v1/spend?group_by=end_user&from=2024-10-01&to=2024-10-31&app=" + app);
        assertThat(lessADay.getList("rows.end_user")).containsExactly("often");
        assertThat(lessADay.getList("rows.calls")).containsExactly(1);
        JsonPath andADay =
                get("/v1/spend?group_by=end_user&order=cost&limit=1&from=2024-10-01&to=2024-11-02&app=" + app);
        assertThat(andADay.getList("rows.end_user")).containsExactly("often");
        assertThat(andADay.getInt("totals.calls")).isEqualTo(4);
        assertThat(andADay.getInt("others.calls")).isEqualTo(2);
    }

    @Test
    void movesAreShownByTheirSize() {
        ledger.enter(
                call().at(DAY.minus(Duration.ofDays(2))),
                call().at(DAY.minus(Duration.ofDays(2))).model("simulator", "sim-gone"),
                call(),
                call(),
                call().model("simulator", "sim-large"));

        JsonPath movers = get("/v1/reports/movers?group_by=model&" + RANGE + "&app=" + app);

        assertThat(movers.getString("before_from")).isEqualTo("2026-07-04T00:00:00Z");
        assertThat(movers.getList("rows.model")).startsWith("sim-large").contains("sim-gone", "sim-small");
        assertThat(movers.getBoolean("rows[0].appeared")).isTrue();
        Map<String, Object> small = movers.getMap("rows.find { it.model == 'sim-small' }");
        assertThat(small)
                .containsEntry("cost_usd", "0.0009")
                .containsEntry("before_usd", "0.00045")
                .containsEntry("change_usd", "0.00045")
                .containsEntry("calls", 2)
                .containsEntry("calls_before", 1);
        assertThat(small.get("change_percent").toString()).isEqualTo("100.0");
    }

    @Test
    void aUnitOfUseHasItsCost() {
        ledger.enter(
                call().endUser("u1").tag("conversation_id", "c1" + app),
                call().endUser("u1").tag("conversation_id", "c1" + app).tag("resolved", "true"),
                call().endUser("u2").tag("conversation_id", "c2" + app),
                call().cached());

        JsonPath costs = get("/v1/reports/unit-costs?group_by=app&" + RANGE + "&app=" + app);

        assertThat(costs.getMap("rows[0]"))
                .isEqualTo(Map.ofEntries(
                        Map.entry("app", app),
                        Map.entry("cost_usd", "0.00135"),
                        Map.entry("calls", 4),
                        Map.entry("answers", 4),
                        Map.entry("cost_per_answer_usd", "0.0003375"),
                        Map.entry("end_users", 2),
                        Map.entry("cost_per_end_user_usd", "0.000675"),
                        Map.entry("conversations_cost_usd", "0.00135"),
                        Map.entry("resolved_conversations", 1),
                        Map.entry("cost_per_resolved_conversation_usd", "0.00135")));
    }

    @Test
    void savingsSayWhatWasNotSpent() {
        ledger.enter(
                call(),
                call().cached(),
                call().cached(),
                call().model("simulator", "sim-large"),
                call().model("nobody", "unknown"));

        JsonPath savings = get("/v1/reports/savings?" + RANGE + "&app=" + app);

        assertThat(savings.getInt("response_cache.answers")).isEqualTo(2);
        assertThat(savings.getString("response_cache.saved_usd")).isEqualTo("0.0009");
        assertThat(savings.getString("routing.model")).isEqualTo("sim-large");
        assertThat(savings.getString("routing.chosen")).isEqualTo("dearest");
        assertThat(savings.getInt("routing.left_out_calls")).isEqualTo(1);
        BigDecimal large =
                new BigDecimal(savings.getString("routing.by_model.find { it.model == 'sim-large' }.cost_usd"));
        assertThat(new BigDecimal(savings.getString("routing.baseline_usd")))
                .as("one paid call of each, both at the large one's price")
                .isEqualByComparingTo(large.add(large));
        assertThat(new BigDecimal(savings.getString("routing.saved_usd")))
                .isEqualByComparingTo(large.subtract(new BigDecimal("0.00045")));
        JsonPath named = get("/v1/reports/savings?baseline=simulator/sim-small&" + RANGE + "&app=" + app);
        assertThat(named.getString("routing.baseline_usd")).isEqualTo("0.0009");
    }

    @Test
    void aProvidersCacheSavesWhatInputWouldHaveCostMore() {
        ledger.enter(call().model("anthropic", "claude-3-haiku-20240307")
                .tokens(2_000, 0)
                .providerCache(1_000, 500));

        JsonPath savings = get("/v1/reports/savings?" + RANGE + "&app=" + app);

        // 2,000 at 0.25 against 500 at 0.25, 1,000 at 0.03 and 500 at 0.3 USD for a million
        assertThat(savings.getString("provider_cache.saved_usd")).isEqualTo("0.000195");
        assertThat(savings.getInt("provider_cache.cache_read_tokens")).isEqualTo(1_000);
    }

    @Test
    void aPromptsVersionsStandBesideTheirQuality() {
        Told good = call().prompt(app, 2);
        Told bad = call().prompt(app, 2);
        score(good.id(), 1.0);
        ledger.enter(good, bad, call().prompt(app, 1));
        score(bad.id(), 0.5);
        score(bad.id(), 0.5);
        feedback(good.id(), "resolved", 1);

        JsonPath prompts = Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> get("/v1/reports/prompts?" + RANGE + "&prompt=" + app),
                        report -> report.getList("rows.scores.flatten().scores").equals(List.of(1, 2)));

        assertThat(prompts.getList("rows.prompt_version")).containsExactly(1, 2);
        assertThat(prompts.getString("rows[1].cost_per_call_usd")).isEqualTo("0.00045");
        assertThat(prompts.getString("rows[1].scores[1].name")).isEqualTo("scorer:helpfulness");
        assertThat(prompts.getString("rows[1].scores[1].mean")).isEqualTo("0.75");
        assertThat(prompts.getString("rows[1].scores[1].good_answer_usd")).isEqualTo("0.0006");
    }

    @Test
    void feedbackResolvesAConversation() {
        Told call = call().tag("conversation_id", app);
        ledger.enter(call);
        feedback(call.id(), "resolved", 1);

        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> get("/v1/reports/unit-costs?group_by=app&from=2026-07-06&app=" + app)
                                .getInt("rows[0].resolved_conversations")
                        == 1);
    }

    @Test
    void sharedCostsAreChargedBackByTheRules() {
        String other = unique("other");
        String platform = unique("platform");
        Instant when = Instant.parse("2026-08-03T00:00:00Z");
        ledger.enter(
                call().at(when),
                call().at(when),
                toldBy(other).at(when),
                toldBy(platform).at(when),
                toldBy(platform).at(when));
        as("alice")
                .body(Map.of(
                        "rules",
                        List.of(Map.of(
                                "name",
                                "platform",
                                "by",
                                "app",
                                "of",
                                List.of(platform),
                                "split",
                                "proportional",
                                "to",
                                List.of(app, other)))))
                .put("/v1/chargeback-rules")
                .then()
                .statusCode(200)
                .body("rules[0].split", equalTo("proportional"));

        JsonPath charged = get("/v1/reports/chargeback?by=app&from=2026-08-03&to=2026-08-04");

        assertThat(charged.getList("rows.name")).containsExactly(app, other);
        assertThat(charged.getList("rows.total_usd")).containsExactly("0.0015", "0.00075");
        assertThat(charged.getString("rows[0].shared_usd[0].usd")).isEqualTo("0.0006");
        assertThat(charged.getString("total_usd")).isEqualTo("0.00225");
        as("alice")
                .body(Map.of("rules", List.of()))
                .put("/v1/chargeback-rules")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/spend?group_by=hour&from=2026-01-01&to=2026-06-01,           400, TIME_RANGE_INVALID, from",
        "/v1/spend?from=2024-01-01&to=2026-06-01,                         400, TIME_RANGE_INVALID, from",
        "'/v1/spend?group_by=team,app,model,route,key',                   400, GROUPING_UNKNOWN, group_by",
        "'/v1/spend?group_by=day,hour',                                   400, GROUPING_UNKNOWN, group_by",
        "'/v1/spend?group_by=end_user,model',                             400, GROUPING_UNKNOWN, group_by",
        "'/v1/spend?group_by=end_user,hour',                              400, TIME_RANGE_INVALID, from",
        "/v1/spend?group_by=tag,                                          400, GROUPING_UNKNOWN, group_by",
        "/v1/spend?tag=feature,                                           400, FILTER_UNKNOWN, tag",
        "/v1/spend?limit=6000,                                            400, FIELD_INVALID, limit",
        "/v1/spend?order=size,                                            400, FIELD_INVALID, order",
        "/v1/spend?app=x&without=app,                                     400, FILTER_UNKNOWN, without",
        "/v1/reports/movers?group_by=day,                                 400, GROUPING_UNKNOWN, group_by",
        "/v1/reports/unit-costs?group_by=model,                           400, GROUPING_UNKNOWN, group_by",
        "/v1/reports/unit-costs?model=x,                                  400, FILTER_UNKNOWN, model",
        "/v1/reports/savings?baseline=gpt,                                400, BASELINE_UNKNOWN, baseline",
        "/v1/reports/chargeback?by=model,                                 400, GROUPING_UNKNOWN, by",
        "/v1/exports/ledger.csv?from=2026-02-02&to=2026-02-01,            400, TIME_RANGE_INVALID, to",
        "/v1/exports/focus.parquet?from=2020-01-01,                       400, TIME_RANGE_INVALID, from"
    })
    void aQuestionThatMakesNoSenseNamesItsField(String path, int status, String type, String field) {
        as("ava")
                .urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(status)
                .body("type", is("urn:llmops:problem:" + type))
                .body("errors.field", is(List.of(field)));
    }

    private Told call() {
        return toldBy(app);
    }

    private static Told toldBy(String app) {
        return Told.call("acme", app).at(DAY);
    }

    private static void score(UUID call, double value) {
        tell(
                call,
                EvalEvent.newBuilder()
                        .setScoreRecorded(ScoreRecorded.newBuilder()
                                .setCallId(call.toString())
                                .setScorer("helpfulness")
                                .setScorerVersion(1)
                                .setValue(value)
                                .setScoredAt(now()))
                        .build());
    }

    private static void feedback(UUID call, String name, double value) {
        tell(
                call,
                EvalEvent.newBuilder()
                        .setFeedbackGiven(FeedbackGiven.newBuilder()
                                .setFeedbackId(UUID.randomUUID().toString())
                                .setCallId(call.toString())
                                .setName(name)
                                .setValue(value)
                                .setGivenAt(now()))
                        .build());
    }

    private static void tell(UUID call, EvalEvent event) {
        KafkaEvents.publish(
                "llmops.evals.v1", "acme", call.toString(), "llmops.eval.v1.EvalEvent", event.toByteArray());
    }

    private static Timestamp now() {
        return Timestamp.newBuilder().setSeconds(Instant.now().getEpochSecond()).build();
    }

    private static JsonPath get(String path) {
        return as("ava")
                .urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
