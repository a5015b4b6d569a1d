package org.llmops.guardrail.custom;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.Match;

/** Matches that somebody else told, checked against the text before anybody believes them. */
final class Told {
    /** With more, somebody is not to be believed. */
    static final int MOST_MATCHES = 1000;

    private static final int LONGEST_RULE = 63;

    private final Registered detector;
    private final String text;
    private final int length;
    private final List<Match> matches = new ArrayList<>();

    Told(Registered detector, String text) {
        this.detector = detector;
        this.text = text;
        this.length = text.codePointCount(0, text.length());
    }

    void match(String entity, @Nullable String rule, long start, long end, double score, @Nullable String reason) {
        if (matches.size() == MOST_MATCHES) {
            throw lie("more than " + MOST_MATCHES + " matches");
        }
        if (!detector.terms().entities().contains(entity)) {
            throw lie("an entity that its registration does not name");
        }
        if (start < 0 || end <= start || end > length) {
            throw lie("a span outside the text");
        }
        if (!(score >= 0 && score <= 1)) {
            throw lie("a score that is not from 0 to 1");
        }
        String named = rule == null || rule.isEmpty() ? detector.name().value() : rule;
        if (named.length() > LONGEST_RULE || !DetectorName.isWellFormed(named)) {
            throw lie("a rule that is not written like some-rule");
        }
        matches.add(Match.of(entity, named, (int) start, (int) end, score, reason(reason)));
    }

    List<Match> matches() {
        return List.copyOf(matches);
    }

    /** What a detector reports that cannot be true. */
    Unanswered lie(String what) {
        return new Unanswered("Custom detector '" + detector.name() + "' told " + what);
    }

    private String reason(@Nullable String reason) {
        return reason != null && QuotingReasons.isClean(reason, text)
                ? reason.strip()
                : "Custom detector '" + detector.name() + "' says so";
    }
}
