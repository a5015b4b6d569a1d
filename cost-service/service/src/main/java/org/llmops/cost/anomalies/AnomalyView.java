package org.llmops.cost.anomalies;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.anomalies.Anomaly.Note;
import org.llmops.cost.anomalies.Anomaly.Peak;
import org.llmops.cost.detecting.Direction;
import org.llmops.cost.detecting.Grain;
import org.llmops.cost.explaining.Explanation;
import org.llmops.platform.money.Money;

/**
 * Spend that was not as usual, as REST shows it. Amounts are decimal strings of USD.
 *
 * @param dimension `workspace`, or what the scope is a value of
 * @param value absent for the workspace
 * @param grain how long the times are that were compared: `hour`, or `day` for any 24 hours
 * @param from the first moment of the first unusual hour or day
 * @param until the first moment after the last one so far
 * @param peakAt the first moment of the most unusual hour or day, which the amounts are of
 * @param lowUsd less would have been unusual
 * @param highUsd more would have been unusual
 * @param score how far it is from usual, in units of how far amounts usually are
 * @param partOf the anomaly of another scope that this one is seen in as well
 * @param explanation what the difference at the peak is made of
 */
@RegisterForReflection
record AnomalyView(
        UUID id,
        String dimension,
        @Nullable String value,
        Grain grain,
        Direction direction,
        Instant from,
        Instant until,
        Instant detectedAt,
        Instant peakAt,
        Money actualUsd,
        Money expectedUsd,
        Money differenceUsd,
        Money lowUsd,
        Money highUsd,
        double score,
        Verdict verdict,
        @Nullable String notedBy,
        @Nullable Instant notedAt,
        @Nullable String note,
        @Nullable UUID partOf,
        @Nullable Explanation explanation) {
    static AnomalyView of(Anomaly anomaly) {
        Peak peak = anomaly.peak();
        Note note = anomaly.note();
        return new AnomalyView(
                anomaly.id(),
                anomaly.scope().label(),
                anomaly.scope().value().isEmpty() ? null : anomaly.scope().value(),
                anomaly.grain(),
                anomaly.direction(),
                anomaly.from(),
                anomaly.until(),
                anomaly.detectedAt(),
                peak.at(),
                peak.actual(),
                peak.expected(),
                peak.difference(),
                peak.low(),
                peak.high(),
                Math.round(peak.score() * 10) / 10.0,
                note.verdict(),
                note.by(),
                note.at(),
                note.text(),
                anomaly.partOf(),
                anomaly.explanation());
    }
}
