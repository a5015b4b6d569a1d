package org.llmops.cost.anomalies;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.anomalies.Anomaly.Note;
import org.llmops.cost.anomalies.Anomaly.Peak;
import org.llmops.cost.detecting.Direction;
import org.llmops.cost.detecting.Grain;
import org.llmops.cost.explaining.Explanation;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.money.Money;

/** An anomaly as it is stored: its components are the table's columns, written and read as JSON. */
@RegisterForReflection
record AnomalyRow(
        String workspace,
        UUID id,
        String dimension,
        String value,
        String grain,
        String direction,
        Instant fromAt,
        Instant untilAt,
        Instant detectedAt,
        Instant peakAt,
        long actualNanoUsd,
        long expectedNanoUsd,
        long lowNanoUsd,
        long highNanoUsd,
        double score,
        String verdict,
        @Nullable String notedBy,
        @Nullable Instant notedAt,
        @Nullable String note,
        @Nullable UUID partOf,
        @Nullable Explanation explanation) {
    static AnomalyRow of(WorkspaceId workspace, Anomaly anomaly) {
        Peak peak = anomaly.peak();
        Note note = anomaly.note();
        return new AnomalyRow(
                workspace.value(),
                anomaly.id(),
                anomaly.scope().label(),
                anomaly.scope().value(),
                anomaly.grain().label(),
                anomaly.direction().label(),
                anomaly.from(),
                anomaly.until(),
                anomaly.detectedAt(),
                peak.at(),
                peak.actual().nanoUsd(),
                peak.expected().nanoUsd(),
                peak.low().nanoUsd(),
                peak.high().nanoUsd(),
                peak.score(),
                note.verdict().label(),
                note.by(),
                note.at(),
                note.text(),
                anomaly.partOf(),
                anomaly.explanation());
    }

    Anomaly anomaly() {
        return new Anomaly(
                id,
                Scope.of(dimension, value),
                Grain.valueOf(grain.toUpperCase(Locale.ROOT)),
                Direction.valueOf(direction.toUpperCase(Locale.ROOT)),
                fromAt,
                untilAt,
                detectedAt,
                new Peak(
                        peakAt,
                        Money.ofNanoUsd(actualNanoUsd),
                        Money.ofNanoUsd(expectedNanoUsd),
                        Money.ofNanoUsd(lowNanoUsd),
                        Money.ofNanoUsd(highNanoUsd),
                        score),
                new Note(Verdict.of(verdict), notedBy, notedAt, note),
                partOf,
                explanation);
    }
}
