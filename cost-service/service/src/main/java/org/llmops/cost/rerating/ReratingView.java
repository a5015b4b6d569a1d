package org.llmops.cost.rerating;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.money.Money;

/**
 * A re-rating and what it found so far. Amounts are decimal strings of USD.
 *
 * @param dryRun nothing is corrected: it tells what would be
 * @param callsDiffering calls of which the cost differs; each has a correction, unless nothing is to be corrected
 * @param differenceUsd what the calls cost by now, less what they had cost
 * @param lines the same by model and rule, those that differ most first; absent in lists
 * @param failure why it cannot go on
 */
@RegisterForReflection
record ReratingView(
        UUID id,
        ReratingState state,
        Instant requestedAt,
        String requestedBy,
        Instant from,
        Instant to,
        @Nullable String provider,
        @Nullable String model,
        @Nullable String app,
        int priceBookVersion,
        boolean dryRun,
        Progress progress,
        long callsDiffering,
        Money differenceUsd,
        List<Line> lines,
        @Nullable Instant finishedAt,
        @Nullable String failure) {
    /**
     * How far it has come: calls are looked at in the order in which they started.
     *
     * @param upTo when the last one started that was looked at; absent at the beginning
     * @param callsInvoiced those that an invoice has settled, and that are left as they are
     */
    @RegisterForReflection
    record Progress(@Nullable Instant upTo, long callsExamined, long callsInvoiced) {}

    /** The calls of one model that one rule priced and another prices now. A rule is absent where there is none. */
    @RegisterForReflection
    record Line(
            String provider,
            String model,
            @Nullable String ruleBefore,
            @Nullable String ruleAfter,
            long calls,
            Money beforeUsd,
            Money afterUsd,
            Money differenceUsd) {
        static Line of(ReratingLine line) {
            return new Line(
                    line.group().provider(),
                    line.group().model(),
                    line.group().ruleBefore(),
                    line.group().ruleAfter(),
                    line.calls(),
                    line.before(),
                    line.after(),
                    line.after().minus(line.before()));
        }
    }
}
