package org.llmops.guardrail.detecting;

import java.util.List;

/**
 * Something found: {@code start} inclusive and {@code end} exclusive, in code points of the whole text. What an empty text
 * lacks is found from 0 to 0; every other match covers at least one code point.
 *
 * @param entity the kind of thing, such as {@code EMAIL_ADDRESS} or {@code PROMPT_INJECTION}; part of the API and of
 *     placeholders: A to Z, digits and underscores
 * @param rule which of the detector's rules found it, such as {@code aws-access-token}
 * @param score confidence from 0 to 1
 * @param proven whether a check digit or the like vouches for it, so that a guess inside its span is an artefact
 * @param reason why it counts, in words that never repeat the matched text
 * @param contributions what weighed in a learned score, heaviest first, at most {@value #MAX_CONTRIBUTIONS}; never the
 *     matched text of an entity that hides it
 */
public record Match(
        String entity,
        String rule,
        int start,
        int end,
        double score,
        boolean proven,
        String reason,
        List<Contribution> contributions) {
    /** So many features explain a score. */
    public static final int MAX_CONTRIBUTIONS = 8;

    public Match {
        boolean ofNothing = start == 0 && end == 0;
        if (start < 0 || end <= start && !ofNothing) {
            throw new IllegalArgumentException("A match covers at least one character, or is of an empty text");
        }
        contributions = List.copyOf(contributions);
    }

    /** What a pattern found. */
    public static Match of(String entity, String rule, int start, int end, double score, String reason) {
        return new Match(entity, rule, start, end, score, false, reason, List.of());
    }

    /** What a check digit vouches for. */
    public static Match proven(String entity, String rule, int start, int end, String reason) {
        return new Match(entity, rule, start, end, 1, true, reason, List.of());
    }

    public boolean overlaps(Match other) {
        return start < other.end && other.start < end;
    }

    public boolean contains(Match other) {
        return start <= other.start && other.end <= end;
    }

    public int length() {
        return end - start;
    }

    /** One feature's share in a learned score, in log-odds. */
    public record Contribution(String feature, double weight) {}
}
