package org.llmops.cost.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmops.cost.Client.as;
import static org.llmops.cost.Client.unique;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmops.cost.Told;
import org.llmops.cost.ledger.Entering;
import org.llmops.cost.rollups.Tables;
import org.llmops.platform.testkit.RealServers;

/** Exports say what the ledger says, in the form they promise. */
@QuarkusTest
@WithTestResource(RealServers.class)
class ExportsAppTest {
    private static final Instant START = Instant.parse("2026-09-29T22:00:00Z");
    private static final String RANGE = "?from=2026-09-29&to=2026-10-03";
    private static final int CALLS = 4_500;

    @Inject
    Entering ledger;

    @Inject
    Tables tables;

    @TempDir
    Path folder;

    @Test
    void focusHasItsColumns() {
        FocusContract.assertColumns(FocusColumns.ALL);
    }

    @Test
    void exportsAddUpToTheLedger() throws IOException {
        ledger.enter(someCalls());
        Told estimated =
                Told.call("acme", "export-0").at(START).tokens(1_000, 0).estimated();
        ledger.enter(estimated);
        ledger.enter(estimated.again().tokens(700, 10));
        BigDecimal spent = spent();

        List<Map<String, Object>> entries = parquet("ledger.parquet");
        assertThat(entries).hasSizeGreaterThanOrEqualTo(CALLS);
        assertThat(sum(entries, "cost_usd")).isEqualByComparingTo(spent);
        assertThat(csv("ledger.csv")).hasSize(entries.size() + 1);

        List<Map<String, Object>> charges = parquet("focus.parquet");
        assertThat(charges).allSatisfy(FocusContract::assertCharge);
        for (String cost : List.of("BilledCost", "EffectiveCost", "ContractedCost", "ListCost")) {
            assertThat(sum(charges, cost)).as(cost).isEqualByComparingTo(spent);
        }
        assertThat(charges)
                .as("the estimate was corrected in a later month than it was billed in")
                .anySatisfy(charge -> assertThat(charge).containsEntry("ChargeClass", "Correction"));
        assertThat(charges.size()).as("charges are by hour, not by call").isLessThan(CALLS);

        List<String> lines = csv("focus.csv");
        assertThat(lines).hasSize(charges.size() + 1);
        assertThat(lines.getFirst()).startsWith("BilledCost,BillingAccountId,").endsWith(",x_Team");
        assertThat(lines.stream()
                        .skip(1)
                        .map(line -> new BigDecimal(line.substring(0, line.indexOf(','))))
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(spent);
    }

    @Test
    void anExportIsOneWorkspacesOwn() {
        String app = unique("exported");
        ledger.enter(Told.call("acme", app).at(START));

        assertThat(as("ava").get("/v1/exports/ledger.csv" + RANGE).asString()).contains(app);
        assertThat(as("grace").get("/v1/exports/ledger.csv" + RANGE).asString()).doesNotContain(app);
        assertThat(as("grace").get("/v1/exports/focus.csv" + RANGE).asString()).doesNotContain(app);
    }

    private List<Told> someCalls() {
        Random random = new Random(12);
        List<Told> calls = new ArrayList<>();
        for (int each = 0; each < CALLS; each++) {
            Told call = Told.call("acme", "export-" + random.nextInt(3))
                    .at(START.plus(Duration.ofSeconds(random.nextInt(200_000))))
                    .model("anthropic", random.nextBoolean() ? "claude-3-haiku-20240307" : "claude-3-opus-latest")
                    .tokens(random.nextInt(1_000, 3_000), random.nextInt(1_000))
                    .providerCache(random.nextInt(1_000), 0);
            calls.add(random.nextInt(10) == 0 ? call.cached() : call);
        }
        return calls;
    }

    private BigDecimal spent() {
        return new BigDecimal(tables.rows("select cast(sum(cost_nano_usd) as text) from ledger_entries"
                                + " where workspace = 'acme' and started_at >= '2026-09-29T00:00:00Z'"
                                + " and started_at < '2026-10-03T00:00:00Z'")
                        .getFirst())
                .movePointLeft(9);
    }

    private static BigDecimal sum(List<Map<String, Object>> rows, String column) {
        return rows.stream().map(row -> (BigDecimal) row.get(column)).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private List<Map<String, Object>> parquet(String export) throws IOException {
        Response answer = as("ava").get("/v1/exports/" + export + RANGE);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("application/vnd.apache.parquet");
        assertThat(answer.header("Content-Disposition")).isEqualTo("attachment; filename=\"" + export + "\"");
        return ApacheParquet.read(Files.write(folder.resolve(export), answer.asByteArray()));
    }

    private static List<String> csv(String export) {
        Response answer = as("ava").get("/v1/exports/" + export + RANGE);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualToIgnoringCase("text/csv;charset=UTF-8");
        return answer.asString().lines().toList();
    }
}
