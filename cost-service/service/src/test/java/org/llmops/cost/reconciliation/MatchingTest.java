package org.llmops.cost.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.llmops.cost.ledger.Reason;
import org.llmops.cost.ledger.TokenCounts;
import org.llmops.cost.reconciliation.ObservedCalls.Sum;
import org.llmops.platform.money.Money;

/** Lines find the calls they are for: as finely as the invoice tells them apart, and no finer. */
class MatchingTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

    @Test
    void snapshotsOfAModelAreOneLine() {
        Reconciliation found = match(
                List.of(line(1, "gpt-4o-2024-08-06", null, 30)),
                List.of(
                        sum("gpt-4o", "shop", 10),
                        sum("gpt-4o-2024-08-06", "shop", 20),
                        sum("gpt-4o-mini", "shop", 5)));

        assertThat(found.matches()).hasSize(1);
        assertThat(found.matches().getFirst().models()).containsExactlyInAnyOrder("gpt-4o", "gpt-4o-2024-08-06");
        assertThat(found.matches().getFirst().gap().parts()).isEmpty();
        assertThat(found.notInvoiced()).extracting(Sum::model).containsExactly("gpt-4o-mini");
    }

    @Test
    void projectsThatStandForAppsAreComparedApart() {
        Reconciliation found = match(
                List.of(line(1, "gpt-4o", "p-shop", 10), line(2, "gpt-4o", "p-desk", 25)),
                List.of(sum("gpt-4o", "shop", 10), sum("gpt-4o", "desk", 20)));

        assertThat(found.matches()).extracting(Match::app).containsExactly("shop", "desk");
        assertThat(found.matches())
                .extracting(match -> match.gap().difference().nanoUsd())
                .containsExactly(0L, 5L);
    }

    @Test
    void oneProjectThatNobodyKnowsMakesTheModelWhole() {
        Reconciliation found = match(
                List.of(line(1, "gpt-4o", "p-shop", 10), line(2, "gpt-4o", "p-other", 25)),
                List.of(sum("gpt-4o", "shop", 10), sum("gpt-4o", null, 25)));

        assertThat(found.matches()).hasSize(1);
        assertThat(found.matches().getFirst().rows()).containsExactly(1, 2);
        assertThat(found.matches().getFirst().gap().difference()).isEqualTo(Money.ZERO);
    }

    @Test
    void anInvoiceWithoutModelsIsComparedByDay() {
        Reconciliation found =
                match(List.of(line(1, null, null, 40)), List.of(sum("gpt-4o", "shop", 10), sum("o3", "shop", 30)));

        assertThat(found.matches().getFirst().observed().cost()).isEqualTo(Money.ofNanoUsd(40));
        assertThat(found.matches().getFirst().hasCalls()).isTrue();
    }

    @Test
    void aLineForNoModelBesideLinesOfModelsIsForNoCall() {
        Reconciliation found =
                match(List.of(line(1, "gpt-4o", null, 10), line(2, null, null, 7)), List.of(sum("gpt-4o", "shop", 10)));

        Match storage = found.matches().getLast();
        assertThat(storage.hasCalls()).isFalse();
        assertThat(storage.observed()).isEqualTo(Observed.NOTHING);
        assertThat(storage.gap().difference()).isEqualTo(Money.ofNanoUsd(7));
    }

    @Test
    void aUsageExportBesideTheCostsExplainsThem() {
        InvoiceLine usage =
                new InvoiceLine(9, DAY, "completions", "gpt-4o", null, null, 4L, new TokenCounts(400, 0, 0, 0, 0));

        Reconciliation found = Matching.of(
                List.of(line(1, "gpt-4o-2024-08-06", null, 4_000)),
                List.of(usage),
                List.of(sum("gpt-4o", "shop", 1_000)),
                Map.of(),
                (day, model) -> tokens -> Money.ofNanoUsd(10 * tokens.input()));

        assertThat(found.matches().getFirst().invoiced().requests()).isEqualTo(4L);
        assertThat(found.matches().getFirst().gap().parts())
                .containsExactly(
                        new Gap.Part(Reason.UNOBSERVED, Money.ofNanoUsd(3_000), new TokenCounts(300, 0, 0, 0, 0)));
    }

    private static Reconciliation match(List<InvoiceLine> lines, List<Sum> sums) {
        return Matching.of(lines, List.of(), sums, Map.of("p-shop", "shop", "p-desk", "desk"), (day, model) -> null);
    }

    private static InvoiceLine line(int row, @Nullable String model, @Nullable String project, long nanoUsd) {
        return new InvoiceLine(
                row, DAY, "all", model, project, new InvoicedAmount(Money.ofNanoUsd(nanoUsd), Money.ZERO), null, null);
    }

    private static Sum sum(String model, @Nullable String app, long nanoUsd) {
        return new Sum(
                DAY,
                model,
                app,
                new Observed(1, Money.ofNanoUsd(nanoUsd), new TokenCounts(nanoUsd / 10, 0, 0, 0, 0), 0, 0));
    }
}
