package org.llmops.cost.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmops.cost.Client.as;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.llmops.cost.rollups.Sums;
import org.llmops.cost.rollups.Tables;
import org.llmops.platform.testkit.RealServers;

/**
 * A month of ten million calls answers in under a second. Measures the main reports over sums as so many calls leave them:
 * `mvn test -pl cost-service/service -Dtest=ReportSpeedAppTest -Dllmops.bench=reports`.
 */
@QuarkusTest
@WithTestResource(RealServers.class)
@EnabledIfSystemProperty(named = "llmops.bench", matches = "reports")
class ReportSpeedAppTest {
    private static final Logger log = Logger.getLogger(ReportSpeedAppTest.class);
    private static final int ROUNDS = 7;

    /** 744 hours, in each of which 500 of 40 apps' 3 keys, 8 models and 90 prompt versions came together. */
    private static final String FILL_HOURS = """
            insert into spend_hours
            select 'acme', timestamptz '2025-03-01T00:00:00Z' + hour * interval '1 hour', 'team-' || app % 8, 'app-' || app,
                'key-' || app || '-' || h % 3, 'provider-' || model % 3, 'model-' || model, 'route-' || app % 10,
                'prompt-' || (app + h % 2), 1 + (h / 7) % 3, 'chat', 'openai.chat_completions', 'standard', '', false,
                27, 26, 4, 0, 0, 27000, 5000, 100, 13000, 0, 27 * (1000 + h % 90000), 4000, 500, 9000
            from (select hour, h, abs(h) % 40 as app, abs(h / 40) % 8 as model
                from (select hour, abs(hashint4(hour * 1000 + each)) as h
                    from generate_series(0, 743) hour, generate_series(1, 500) each) random) drawn
            on conflict do nothing
            """;

    private static final String FILL_DAYS = """
            insert into spend_days
            select workspace, date_trunc('day', hour, 'UTC'), team, app, key, provider, model, route, prompt, prompt_version,
                operation, surface, service_tier, region, copied, %s
            from spend_hours where workspace = 'acme' and hour >= '2025-03-01' and hour < '2025-04-01'
            group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
            """.formatted(Sums.COLUMNS.stream()
            .map(sum -> "cast(sum(" + sum + ") as bigint)")
            .reduce((one, other) -> one + ", " + other)
            .orElseThrow());

    /** 40,000 of 200,000 end users a day. */
    private static final String FILL_USERS = """
            insert into end_user_days
            select 'acme', timestamptz '2025-03-01T00:00:00Z' + day * interval '1 day',
                'user-' || who, 'app-' || who % 40, 'team-' || who % 8, 8, 8, 1, 0, 8000, 4000, 80000
            from (select day, abs(hashint4(day * 100000 + each)) % 200000 as who
                from generate_series(0, 30) day, generate_series(1, 40000) each) drawn
            on conflict do nothing
            """;

    private static final String FILL_USER_MONTHS = """
            insert into end_user_months
            select workspace, date_trunc('month', day, 'UTC'), end_user, app, team, sum(requests), sum(answered), sum(cached),
                sum(unpriced), sum(input_tokens), sum(output_tokens), sum(cost_nano_usd)
            from end_user_days where workspace = 'acme' and day >= '2025-03-01' and day < '2025-04-01' group by 1, 2, 3, 4, 5
            """;

    private static final String FILL_RESOLUTIONS = """
            insert into resolutions
            select 'acme', 'conversation-' || each, 'call',
                timestamptz '2025-03-01T00:00:00Z' + each * interval '6 seconds', 'team-' || each % 8, 'app-' || each % 40
            from generate_series(1, 400000) each
            """;

    private static final Map<String, String> REPORTS = Map.ofEntries(
            Map.entry("by day", "/v1/spend?group_by=day"),
            Map.entry("by day and model", "/v1/spend?group_by=day,model"),
            Map.entry(
                    "by app and prompt version, dearest 100",
                    "/v1/spend?group_by=app,prompt_version&order=cost&limit=100"),
            Map.entry("by hour", "/v1/spend?group_by=hour"),
            Map.entry("by hour and provider", "/v1/spend?group_by=hour,provider"),
            Map.entry("one app by day", "/v1/spend?group_by=day&app=app-7"),
            Map.entry("by end user, dearest 100", "/v1/spend?group_by=end_user&order=cost&limit=100"),
            Map.entry(
                    "by end user in 30 days, dearest 100",
                    "/v1/spend?group_by=end_user&order=cost&limit=100&to=2025-03-31"),
            Map.entry("movers by app and model", "/v1/reports/movers?group_by=app,model"),
            Map.entry("unit costs", "/v1/reports/unit-costs"),
            Map.entry("unit costs by app", "/v1/reports/unit-costs?group_by=app"),
            Map.entry("savings", "/v1/reports/savings"),
            Map.entry("prompts", "/v1/reports/prompts"),
            Map.entry("chargeback by app", "/v1/reports/chargeback?by=app"));

    @Inject
    Tables tables;

    @Test
    void timesReportsOnAMonthOfTenMillionCalls() {
        for (String fill : List.of(FILL_HOURS, FILL_DAYS, FILL_USERS, FILL_USER_MONTHS, FILL_RESOLUTIONS)) {
            tables.change(fill);
        }
        tables.change("analyze spend_hours, spend_days, end_user_days, end_user_months, resolutions");
        log.infof(
                "calls, rows of hours, days, end users: %s",
                tables.rows(
                        "select concat_ws(', ', (select sum(requests) from spend_days), (select count(*) from spend_hours),"
                                + " (select count(*) from spend_days), (select count(*) from end_user_days))"));

        REPORTS.forEach((name, path) -> {
            List<Duration> times = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                times.add(time(path));
            }
            times.sort(null);
            Duration median = times.get(ROUNDS / 2);
            log.infof(
                    "%-45s median %4d ms, worst %4d ms",
                    name, median.toMillis(), times.getLast().toMillis());
        });
        explain();
    }

    private static Duration time(String report) {
        String path = report
                + (report.contains("?") ? "&" : "?")
                + (report.contains("to=") ? "from=2025-03-01" : "from=2025-03-01&to=2025-04-01");
        long start = System.nanoTime();
        Response answer = as("ava").urlEncodingEnabled(false).get(path);
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return time;
    }

    private void explain() {
        for (String sql : List.of(
                "select model, sum(cost_nano_usd) from spend_days where workspace = 'acme' and day >= '2025-03-01'"
                        + " and day < '2025-04-01' group by 1",
                "select sum(cost_nano_usd) from spend_hours where workspace = 'acme' and hour >= '2025-03-05T03:00:00Z'"
                        + " and hour < '2025-03-06T00:00:00Z'",
                "select end_user, sum(cost_nano_usd) from end_user_months where workspace = 'acme'"
                        + " and month >= '2025-03-01' and month < '2025-04-01' group by 1",
                "select app, count(*) from resolutions where workspace = 'acme'"
                        + " and resolved_at >= '2025-03-02' and resolved_at < '2025-03-09' group by 1")) {
            log.infof("%s%n%s", sql, String.join("\n", tables.rows("explain (analyze, costs off, timing off) " + sql)));
        }
    }
}
