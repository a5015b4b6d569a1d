package org.llmops.cost.anomalies;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.detecting.Direction;
import org.llmops.cost.detecting.Grain;
import org.llmops.cost.explaining.Explanation;
import org.llmops.platform.money.Money;

/**
 * Spend of one scope that was not as usual, from the first sign to the last one so far.
 *
 * @param from the first moment of the first unusual hour or day
 * @param until the first moment after the last one
 * @param peak its most unusual hour or day so far
 * @param partOf the anomaly of another scope that this one is seen in as well; absent when it stands for itself
 * @param explanation of its peak; absent until it is worked out
 */
record Anomaly(
        UUID id,
        Scope scope,
        Grain grain,
        Direction direction,
        Instant from,
        Instant until,
        Instant detectedAt,
        Peak peak,
        Note note,
        @Nullable UUID partOf,
        @Nullable Explanation explanation) {
    /** For so long after an anomaly was called expected, more of the same is no news. */
    private static final Duration EXPECTED_FOR = Duration.ofDays(28);

    /** More than so many times an expected difference is. */
    private static final double MORE_OF_THE_SAME = 1.25;

    /** How long it must have been quiet before the next sign is another anomaly. */
    private static Duration coolDown(Grain grain) {
        return grain == Grain.HOUR ? Duration.ofHours(24) : Duration.ofHours(48);
    }

    /** For so long its hours are kept out of what is usual; what goes on for longer becomes the usual. */
    static Duration longestIgnored(Grain grain) {
        return grain == Grain.HOUR ? Duration.ofHours(24) : Duration.ofDays(4);
    }

    /**
     * True: a sign that begins at this moment belongs to it. A single hour belongs to a day's anomaly, unless it alone is
     * more than the whole day.
     */
    boolean goesOnWith(Grain sign, Direction where, Instant begins, Money difference) {
        boolean alike = grain == sign || grain == Grain.DAY && Math.abs(difference.nanoUsd()) <= size();
        return alike && where == direction && !begins.isAfter(until.plus(coolDown(grain)));
    }

    /** True: people have said of this much that it was meant to be. */
    boolean excuses(Grain sign, Direction where, Instant begins, Money difference) {
        return note.verdict() == Verdict.EXPECTED
                && grain == sign
                && where == direction
                && begins.isBefore(until.plus(EXPECTED_FOR))
                && Math.abs(difference.nanoUsd()) <= MORE_OF_THE_SAME * size();
    }

    /** Its hours are not what is usual. */
    boolean misleads() {
        return note.verdict() != Verdict.EXPECTED;
    }

    /** Goes on until here. A larger difference than before becomes the peak, and is to be explained anew. */
    Anomaly goOn(Peak sign, Instant to) {
        boolean larger = Math.abs(sign.difference().nanoUsd()) > size();
        return new Anomaly(
                id,
                scope,
                grain,
                direction,
                from,
                to.isAfter(until) ? to : until,
                detectedAt,
                larger ? sign : peak,
                note,
                partOf,
                larger ? null : explanation);
    }

    Anomaly within(@Nullable UUID another) {
        return new Anomaly(id, scope, grain, direction, from, until, detectedAt, peak, note, another, explanation);
    }

    /** What was spent is as the explanation found it: calls may have been recorded since it was noticed. */
    Anomaly explained(Explanation found) {
        Peak exact = new Peak(peak.at(), found.actualUsd(), peak.expected(), peak.low(), peak.high(), peak.score());
        return new Anomaly(id, scope, grain, direction, from, until, detectedAt, exact, note, partOf, found);
    }

    long size() {
        return Math.abs(peak.difference().nanoUsd());
    }

    /**
     * Its most unusual hour or day.
     *
     * @param at the first moment of it
     * @param low less would have been unusual
     * @param high more would have been unusual
     * @param score units of scatter away from usual
     */
    record Peak(Instant at, Money actual, Money expected, Money low, Money high, double score) {
        Money difference() {
            return actual.minus(expected);
        }
    }

    /**
     * What people say of it.
     *
     * @param by who said it last
     */
    record Note(
            Verdict verdict,
            @Nullable String by,
            @Nullable Instant at,
            @Nullable String text) {
        static final Note NONE = new Note(Verdict.NEW, null, null, null);
    }
}
