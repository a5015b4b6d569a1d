package org.llmops.guardrail.pii;

import org.llmops.guardrail.detecting.Match;

/** What may be an identifier: a layout that fits and a check that passed. */
record Candidate(Recogniser recogniser, Shape shape, int start, int end, int distance) {
    /** Two announcements count as equally near when so many code points lie between them. */
    private static final int NEAR = 12;

    private boolean isAnnounced() {
        return distance != Integer.MAX_VALUE;
    }

    double score() {
        return isAnnounced() ? Math.max(shape.inContext(), shape.base()) : shape.base();
    }

    /**
     * Whether this reading is the better one of the same place: announced more closely, likelier, longer, and as the last
     * word first in the table.
     */
    boolean isBetterThan(Candidate other) {
        if (isAnnounced() && other.isAnnounced() && Math.abs(distance - other.distance) > NEAR) {
            return distance < other.distance;
        }
        int byScore = Double.compare(score(), other.score());
        if (byScore != 0 && !recogniser.entity().equals(other.recogniser.entity())) {
            return byScore > 0;
        }
        if (end != other.end) {
            return end > other.end;
        }
        return byScore > 0;
    }

    Match match() {
        return new Match(
                recogniser.entity(),
                recogniser.rule(),
                start,
                end,
                score(),
                recogniser.isProven(shape, isAnnounced()),
                recogniser.reason(isAnnounced()),
                java.util.List.of());
    }
}
