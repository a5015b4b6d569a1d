package org.llmops.cost.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.llmops.cost.ledger.Reason;
import org.llmops.cost.ledger.TokenCounts;
import org.llmops.platform.money.Money;

/** An invoice's difference to the ledger is told apart by what it comes from. Tokens cost 10 and 40 nano-USD here. */
class GapTest {
    private static final Gap.TokenValue VALUE = tokens -> Money.ofNanoUsd(10 * tokens.input() + 40 * tokens.output());

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 500);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void thePartsAlwaysAddUpToTheDifference(long seed) {
        Random random = new Random(seed);
        long calls = random.nextInt(5);
        Observed observed = new Observed(
                calls,
                Money.ofNanoUsd(random.nextInt(1_000_000)),
                tokens(random.nextInt(10_000), random.nextInt(1_000)),
                calls == 0 ? 0 : random.nextLong(calls),
                calls == 0 ? 0 : random.nextLong(calls));
        Invoiced invoiced = new Invoiced(
                random.nextInt(4) == 0 ? null : Money.ofNanoUsd(random.nextInt(1_000_000)),
                Money.ofNanoUsd(random.nextInt(1_000)),
                random.nextBoolean() ? null : Long.valueOf(random.nextInt(8)),
                random.nextBoolean() ? null : tokens(random.nextInt(10_000), random.nextInt(1_000)));

        Gap gap = Gap.of(invoiced, observed, random.nextBoolean() ? null : VALUE);

        assertThat(gap.parts().stream()
                        .mapToLong(part -> part.amount().nanoUsd())
                        .sum())
                .isEqualTo(gap.difference().nanoUsd());
        Money amount = invoiced.amount();
        if (amount != null) {
            assertThat(observed.cost().plus(gap.difference())).isEqualTo(amount);
        }
    }

    @Test
    void whatAgreesNeedsNoExplanation() {
        assertThat(gap(invoiced(50_000L, 2L, tokens(1_000, 1_000)), observed(2, 50_000, 0))
                        .parts())
                .isEmpty();
    }

    @Test
    void moreTokensAtTheSamePriceAreCallsNobodySaw() {
        assertThat(gap(invoiced(75_000L, 3L, tokens(1_500, 1_500)), observed(2, 50_000, 0))
                        .parts())
                .containsExactly(new Gap.Part(Reason.UNOBSERVED, Money.ofNanoUsd(25_000), tokens(500, 500)));
    }

    @Test
    void theSameTokensForAnotherAmountAreAnotherPrice() {
        assertThat(gap(invoiced(60_000L, 2L, tokens(1_000, 1_000)), observed(2, 50_000, 0))
                        .parts())
                .containsExactly(new Gap.Part(Reason.INVOICE_PRICE, Money.ofNanoUsd(10_000), TokenCounts.NONE));
    }

    @Test
    void otherTokensOfAsManyCallsAreEstimatesThatWereOff() {
        assertThat(gap(invoiced(55_000L, 2L, tokens(1_500, 1_000)), observed(2, 50_000, 1))
                        .parts())
                .containsExactly(new Gap.Part(Reason.INVOICE_USAGE, Money.ofNanoUsd(5_000), tokens(500, 0)));
    }

    @Test
    void usageAndPriceAreToldApart() {
        assertThat(gap(invoiced(100_000L, 3L, tokens(1_500, 1_500)), observed(2, 50_000, 0))
                        .parts())
                .extracting(Gap.Part::reason, Gap.Part::amount)
                .containsExactly(
                        tuple(Reason.UNOBSERVED, Money.ofNanoUsd(25_000)),
                        tuple(Reason.INVOICE_PRICE, Money.ofNanoUsd(25_000)));
    }

    @Test
    void aDifferenceBelowTheLastDigitIsRounding() {
        Invoiced cents = new Invoiced(Money.ofNanoUsd(10_000_000), Money.ofNanoUsd(5_000_000), 2L, null);

        assertThat(gap(cents, observed(2, 12_500_000, 0)).parts())
                .containsExactly(new Gap.Part(Reason.ROUNDING, Money.ofNanoUsd(-2_500_000), TokenCounts.NONE));
    }

    @Test
    void withoutAnyCallItIsAllUnobserved() {
        assertThat(gap(invoiced(60_000L, null, null), Observed.NOTHING).parts())
                .containsExactly(new Gap.Part(Reason.UNOBSERVED, Money.ofNanoUsd(60_000), TokenCounts.NONE));
    }

    @Test
    void anAmountAloneExplainsNothing() {
        assertThat(gap(invoiced(60_000L, null, null), observed(2, 50_000, 0)).parts())
                .containsExactly(new Gap.Part(Reason.UNEXPLAINED, Money.ofNanoUsd(10_000), TokenCounts.NONE));
    }

    @Test
    void callsOfAModelWithoutAPriceLackJustThat() {
        Observed unpriced = new Observed(2, Money.ZERO, tokens(1_000, 1_000), 0, 2);

        assertThat(Gap.of(invoiced(60_000L, null, null), unpriced, null).parts())
                .containsExactly(new Gap.Part(Reason.INVOICE_PRICE, Money.ofNanoUsd(60_000), TokenCounts.NONE));
    }

    @Test
    void aUsageExportIsWorthWhatTheBookSays() {
        assertThat(gap(invoiced(null, 2L, tokens(900, 1_000)), observed(2, 50_000, 1))
                        .parts())
                .containsExactly(new Gap.Part(Reason.INVOICE_USAGE, Money.ofNanoUsd(-1_000), tokens(-100, 0)));
    }

    @Test
    void anAmountIsDividedWithoutLosingANano() {
        assertThat(Allocation.of(10, List.of(1L, 1L, 1L))).containsExactly(4L, 3L, 3L);
        assertThat(Allocation.of(-10, List.of(0L, 3L, 1L))).containsExactly(0L, -8L, -2L);
        assertThat(Allocation.of(3, List.of(0L, 0L))).containsExactly(2L, 1L);
        Random random = new Random(7);
        for (int run = 0; run < 1_000; run++) {
            long amount = random.nextLong(-1_000_000_000_000L, 1_000_000_000_000L);
            List<Long> weights = random.longs(random.nextInt(1, 30), 0, Long.MAX_VALUE / 64)
                    .boxed()
                    .toList();
            assertThat(Allocation.of(amount, weights).stream()
                            .mapToLong(part -> part)
                            .sum())
                    .isEqualTo(amount);
        }
    }

    private static Gap gap(Invoiced invoiced, Observed observed) {
        return Gap.of(invoiced, observed, VALUE);
    }

    private static Invoiced invoiced(@Nullable Long nanoUsd, @Nullable Long requests, @Nullable TokenCounts tokens) {
        return new Invoiced(nanoUsd == null ? null : Money.ofNanoUsd(nanoUsd), Money.ZERO, requests, tokens);
    }

    private static Observed observed(long calls, long nanoUsd, long estimated) {
        return new Observed(calls, Money.ofNanoUsd(nanoUsd), tokens(1_000, 1_000), estimated, 0);
    }

    private static TokenCounts tokens(long input, long output) {
        return new TokenCounts(input, 0, 0, output, 0);
    }
}
