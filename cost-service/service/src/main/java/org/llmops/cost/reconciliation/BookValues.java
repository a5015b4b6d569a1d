package org.llmops.cost.reconciliation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.ledger.TokenCounts;
import org.llmops.cost.pricing.CallPricing;
import org.llmops.cost.pricing.CallUsage;
import org.llmops.cost.pricing.PriceStatus;
import org.llmops.cost.pricing.PricedCall;
import org.llmops.cost.pricing.ServiceTier;
import org.llmops.cost.pricing.TokenUsage;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.money.Money;

/** What tokens are worth by the price book in force: at its base rates, without what a call costs for being one. */
final class BookValues implements Matching.Values {
    private static final long STEP = 1_000;

    private final CallPricing pricing;
    private final WorkspaceId workspace;
    private final String provider;

    BookValues(CallPricing pricing, WorkspaceId workspace, String provider) {
        this.pricing = pricing;
        this.workspace = workspace;
        this.provider = provider;
    }

    @Override
    public Gap.@Nullable TokenValue of(LocalDate day, String model) {
        if (price(day, model, usage(STEP, 0, 0, 0)).status() == PriceStatus.UNPRICED) {
            return null;
        }
        long input = perStep(day, model, usage(STEP, 0, 0, 0), usage(2 * STEP, 0, 0, 0));
        long read = perStep(day, model, usage(STEP, STEP, 0, 0), usage(2 * STEP, 2 * STEP, 0, 0));
        long written = perStep(day, model, usage(STEP, 0, STEP, 0), usage(2 * STEP, 0, 2 * STEP, 0));
        long output = perStep(day, model, usage(0, 0, 0, STEP), usage(0, 0, 0, 2 * STEP));
        return tokens -> Money.ofNanoUsd(times(tokens.input() - tokens.cacheRead() - tokens.cacheWrite(), input)
                .add(times(tokens.cacheRead(), read))
                .add(times(tokens.cacheWrite(), written))
                .add(times(tokens.output(), output))
                .divide(BigDecimal.valueOf(STEP), 0, RoundingMode.HALF_UP)
                .longValueExact());
    }

    private long perStep(LocalDate day, String model, TokenUsage once, TokenUsage twice) {
        return price(day, model, twice)
                .cost()
                .minus(price(day, model, once).cost())
                .nanoUsd();
    }

    private PricedCall price(LocalDate day, String model, TokenUsage usage) {
        return pricing.price(
                workspace,
                new CallUsage(
                        provider,
                        model,
                        null,
                        ServiceTier.STANDARD,
                        day.atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC),
                        usage,
                        Map.of()));
    }

    private static TokenUsage usage(long input, long cacheRead, long cacheWrite, long output) {
        return new TokenCounts(input, cacheRead, cacheWrite, output, 0).usage();
    }

    private static BigDecimal times(long count, long nanoPerStep) {
        return BigDecimal.valueOf(count).multiply(BigDecimal.valueOf(nanoPerStep));
    }
}
