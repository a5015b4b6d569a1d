package org.llmops.cost.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * How a budget will be used up.
 *
 * @param prospect what its calls will take from the last whole hour on
 * @param remaining what was left of it at that hour, a statistic; below 0 when more was spent than it has
 */
record BurnDown(Prospect prospect, double remaining) {
    /** When it is expected to be used up; null when it lasts. */
    @Nullable
    Instant expected() {
        return crossing(prospect::expected);
    }

    /** When it is used up unless fewer than one in this many forecasts go so far: p is near 1 for early, near 0 for late. */
    @Nullable
    Instant at(double p) {
        return crossing(moment -> prospect.quantile(moment, p));
    }

    double probabilityToExceed() {
        return prospect.probabilityOfMore(remaining);
    }

    /** Between two steps, in proportion. */
    private @Nullable Instant crossing(ToDoubleFunction<Instant> taken) {
        if (remaining <= 0) {
            return prospect.asOf();
        }
        Instant before = prospect.asOf();
        double amountBefore = 0;
        List<Instant> moments = prospect.moments();
        for (Instant moment : moments) {
            double amount = Math.max(amountBefore, taken.applyAsDouble(moment));
            if (amount > remaining) {
                double part = (remaining - amountBefore) / (amount - amountBefore);
                Duration step = Duration.between(before, moment);
                return before.plusSeconds(Math.round(step.toSeconds() * part));
            }
            before = moment;
            amountBefore = amount;
        }
        return null;
    }
}
