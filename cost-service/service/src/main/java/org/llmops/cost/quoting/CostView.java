package org.llmops.cost.quoting;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.pricing.PriceStatus;
import org.llmops.cost.pricing.PricedCall;
import org.llmops.platform.money.Money;

/**
 * What usage costs, and why.
 *
 * @param status `exact`, `alias`, `missing` (something that was counted has no rate) or `unpriced`
 * @param ruleId begins with `custom@` where the workspace's own price holds, and ends with it where its discount does
 * @param lines what it is the sum of
 * @param conversion how another currency became dollars; absent where the price is in dollars
 */
@RegisterForReflection
record CostView(
        Money costUsd,
        PriceStatus status,
        @Nullable String ruleId,
        int priceBookVersion,
        List<Line> lines,
        @Nullable Exchange conversion) {
    static CostView of(PricedCall priced) {
        return new CostView(
                priced.cost(),
                priced.status(),
                priced.ruleId(),
                priced.bookVersion(),
                priced.lines().stream().map(Line::of).toList(),
                Exchange.of(priced.conversion()));
    }

    /** One unit's part of the cost, in decimals of USD. */
    @RegisterForReflection
    record Line(String unit, long count, String usdPerUnit, String amountUsd) {
        static Line of(PricedCall.Line line) {
            return new Line(line.unit(), line.count(), RateCard.plain(line.rate()), RateCard.plain(line.amount()));
        }
    }

    /**
     * The rate of exchange that was used.
     *
     * @param day whose rate it is
     * @param perUsd absent: nobody told one, and the cost is not known
     */
    @RegisterForReflection
    record Exchange(
            String currency, LocalDate day, @Nullable String perUsd) {
        static @Nullable Exchange of(PricedCall.@Nullable Conversion conversion) {
            return conversion == null
                    ? null
                    : new Exchange(
                            conversion.currency(),
                            conversion.day(),
                            conversion.perUsd() == null ? null : RateCard.plain(conversion.perUsd()));
        }
    }
}
