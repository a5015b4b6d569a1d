package org.llmops.cost.rollups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.llmops.cost.Client.as;
import static org.llmops.cost.Client.unique;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.llmops.cost.Told;
import org.llmops.cost.ledger.Entering;
import org.llmops.platform.testkit.RealServers;

/** The sums say what the ledger says, whatever comes in whatever order, and can be made anew from it. */
@QuarkusTest
@WithTestResource(RealServers.class)
class RollupsAppTest {
    private static final Instant START = Instant.parse("2026-05-30T20:00:00Z");

    private static final String SUMS = "sum(requests), sum(answered), sum(cached), sum(unpriced), sum(input_tokens), "
            + "sum(cache_read_tokens), sum(output_tokens), sum(cost_nano_usd)";

    private static final String LEDGER_SUMS = "count(*) filter (where kind = 'call'), "
            + "count(*) filter (where kind = 'call' and call_status = 'ok'), "
            + "count(*) filter (where kind = 'call' and cached), "
            + "count(*) filter (where kind = 'call' and status = 'unpriced'), sum(input_tokens), "
            + "sum(cache_read_tokens), sum(output_tokens), sum(cost_nano_usd)";

    @Inject
    Entering ledger;

    @Inject
    Tables tables;

    private final String app = unique("rollups");
    private final Random random = new Random(40);

    @Test
    void sumsSayWhatTheLedgerSays() {
        ledger.enter(someCalls(400));

        assertThat(hours()).isEqualTo(ofLedger("hour")).hasSizeGreaterThan(20);
        assertThat(days()).isEqualTo(ofLedger("day")).hasSizeGreaterThan(2);
    }

    @Test
    void aLateCallIsAddedToTheHourItStartedIn() {
        Instant now = Instant.parse("2026-06-02T10:30:00Z");
        ledger.enter(Told.call("acme", app).at(now), Told.call("acme", app).at(now.minusSeconds(1)));

        ledger.enter(Told.call("acme", app).at(now.minus(Duration.ofDays(2))));

        assertThat(tables.rows(
                        "select to_char(hour at time zone 'UTC', 'MM-DD HH24') || ' ' || requests from spend_hours"
                                + " where workspace = 'acme' and app = '" + app + "' order by hour"))
                .containsExactly("05-31 10 1", "06-02 10 2");
    }

    @Test
    void aCallThatIsToldTwiceIsAddedOnce() {
        Told call = Told.call("acme", app).at(START);

        ledger.enter(call);
        ledger.enter(call, Told.call("acme", app).at(START));

        assertThat(hours()).isEqualTo(ofLedger("hour"));
        assertThat(tables.rows("select cast(sum(requests) as text) from spend_hours where app = '" + app + "'"))
                .containsExactly("2");
    }

    @Test
    void aCorrectionIsAddedToTheHourOfItsCall() {
        Told estimated = Told.call("acme", app).at(START).tokens(1_000, 100).estimated();
        ledger.enter(estimated);

        ledger.enter(estimated.again().tokens(700, 10));

        assertThat(tables.rows("select concat_ws(' ', kind, input_tokens, cost_nano_usd) from ledger_entries"
                        + " where app = '" + app + "' order by kind"))
                .containsExactly("call 1000 210000", "correction -300 -99000");
        assertThat(tables.rows("select concat_ws(' ', requests, input_tokens, cost_nano_usd) from spend_hours"
                        + " where app = '" + app + "' and hour = '2026-05-30T20:00:00Z'"))
                .containsExactly("1 700 111000");
        assertThat(hours()).isEqualTo(ofLedger("hour"));
    }

    @Test
    void whatIsMadeAnewIsWhatWasThere() {
        as("alice")
                .body(Map.of("tags", List.of("feature")))
                .put("/v1/reported-tags")
                .then()
                .statusCode(200);
        ledger.enter(someCalls(300));
        List<String> before = everything();

        tables.change(
                "update spend_hours set cost_nano_usd = cost_nano_usd + 1, requests = 0 where app = '" + app + "'");
        tables.change("delete from spend_days where app = '" + app + "'");
        tables.change("delete from end_user_days where app = '" + app + "'");
        tables.change("update end_user_months set requests = 0 where app = '" + app + "'");
        tables.change("update tag_hours set requests = 7 where app = '" + app + "'");
        tables.change("delete from resolutions where app = '" + app + "'");
        assertThat(everything()).isNotEqualTo(before);
        rebuild("2026-05-30", "2026-06-02");

        assertThat(everything()).isEqualTo(before).hasSizeGreaterThan(100);
    }

    @Test
    void aRebuildThatFailsIsPutOffAndLetsTheOthersPass() {
        UUID failing = UUID.randomUUID();
        tables.change("insert into rollup_rebuilds"
                + " (workspace, id, from_day, to_day, next_day, entries, requested_by, requested_at)"
                + " select 'acme', '" + failing + "', last, last + interval '1 hour', last, 0, 'alice', '2026-01-01Z'"
                + " from (select cast('294276-12-31T00:00:00Z' as timestamptz) as last) as day");
        try {
            rebuild("2026-05-30", "2026-05-31");

            as("ava")
                    .get("/v1/rollup-rebuilds/" + failing)
                    .then()
                    .body("failures", greaterThan(0))
                    .body("retry_at", notNullValue())
                    .body("finished_at", nullValue());
        } finally {
            tables.change("delete from rollup_rebuilds where workspace = 'acme' and id = '" + failing + "'");
        }
    }

    @Test
    void callsThatArriveDuringARebuildAreNeitherLostNorCountedTwice() throws Exception {
        ledger.enter(someCalls(100));
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<?> arriving = threads.submit(() -> {
                for (int batch = 0; batch < 10; batch++) {
                    ledger.enter(someCalls(20));
                }
            });
            Future<?> rebuilding = threads.submit(() -> {
                rebuild("2026-05-30", "2026-06-02");
                rebuild("2026-05-30", "2026-06-02");
            });
            arriving.get();
            rebuilding.get();
        }

        assertThat(hours()).isEqualTo(ofLedger("hour"));
        assertThat(days()).isEqualTo(ofLedger("day"));
    }

    @Test
    void batchesThatAddToTheSameHoursDoNotBlockEachOtherForGood() throws Exception {
        List<Callable<Void>> batches = new ArrayList<>();
        for (int batch = 0; batch < 8; batch++) {
            List<Told> calls = someCalls(60);
            Collections.shuffle(calls, random);
            batches.add(() -> {
                ledger.enter(calls);
                return null;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<Void> batch : threads.invokeAll(batches)) {
                batch.get();
            }
        }

        assertThat(hours()).isEqualTo(ofLedger("hour"));
    }

    private static void rebuild(String from, String to) {
        String id = as("alice")
                .body(Map.of("from", from, "to", to))
                .post("/v1/rollup-rebuilds")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> as("ava").get("/v1/rollup-rebuilds/" + id).path("finished_at") != null);
    }

    private List<Told> someCalls(int count) {
        List<Told> calls = new ArrayList<>();
        for (int each = 0; each < count; each++) {
            Told call = Told.call("acme", app)
                    .at(START.plusSeconds(random.nextInt(180_000)))
                    .tokens(random.nextInt(1, 5_000), random.nextInt(2_000))
                    .model(
                            random.nextInt(20) == 0 ? "nobody" : "simulator",
                            random.nextBoolean() ? "sim-small" : "sim-large")
                    .tag("feature", "f" + random.nextInt(3))
                    .endUser("user-" + random.nextInt(10));
            if (random.nextBoolean()) {
                call.prompt("greeting", random.nextInt(1, 4));
            }
            if (random.nextInt(5) == 0) {
                call.cached();
            }
            if (random.nextInt(6) == 0) {
                call.tag("conversation_id", app + random.nextInt(5)).tag("resolved", "true");
            }
            calls.add(call);
        }
        return calls;
    }

    private List<String> hours() {
        return tables.rows("select concat_ws(' ', hour, model, prompt, prompt_version, " + SUMS + ") from spend_hours"
                + " where workspace = 'acme' and app = '" + app + "'"
                + " group by hour, model, prompt, prompt_version order by 1");
    }

    private List<String> days() {
        return tables.rows("select concat_ws(' ', day, model, prompt, prompt_version, " + SUMS + ") from spend_days"
                + " where workspace = 'acme' and app = '" + app + "'"
                + " group by day, model, prompt, prompt_version order by 1");
    }

    private List<String> ofLedger(String grain) {
        return tables.rows("select concat_ws(' ', date_trunc('" + grain + "', started_at, 'UTC'), model,"
                + " coalesce(prompt, ''), coalesce(prompt_version, 0), " + LEDGER_SUMS + ") from ledger_entries"
                + " where workspace = 'acme' and app = '" + app + "'"
                + " group by date_trunc('" + grain + "', started_at, 'UTC'), model, prompt, prompt_version order by 1");
    }

    private List<String> everything() {
        List<String> everything = new ArrayList<>();
        for (String table :
                List.of("spend_hours", "spend_days", "end_user_days", "end_user_months", "tag_hours", "resolutions")) {
            everything.addAll(tables.rows("select '" + table + "' || cast(to_jsonb(row) as text) from " + table
                    + " row where workspace = 'acme' and app = '" + app + "' order by 1"));
        }
        return everything;
    }

    @Test
    void aRebuildNobodyAskedForIsUnknown() {
        as("ava").get("/v1/rollup-rebuilds/" + UUID.randomUUID()).then().statusCode(404);
    }
}
