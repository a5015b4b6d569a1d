package org.llmops.guardrail.grounding;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A stem of a claim, and what the evidence has of it. */
final class ClaimedStem {
    private final String stem;
    private final Vocabulary.Stem known;
    private final Evidence.@Nullable Stem there;
    private final boolean exact;
    private final boolean asked;
    private int lastClause = -1;

    ClaimedStem(String stem, Evidence evidence) {
        Evidence.Stem same = evidence.stem(stem);
        this.stem = stem;
        this.known = Vocabulary.standard().stem(stem);
        this.there = same == null ? evidence.alike(stem) : same;
        this.exact = same != null;
        this.asked = evidence.asks(stem);
    }

    String stem() {
        return stem;
    }

    /** How telling it is. */
    double weight() {
        return known.weight();
    }

    /** The stems that deny it. */
    Set<String> opposites() {
        return known.opposites();
    }

    /** How the evidence writes it, or nothing where it does not. */
    Evidence.@Nullable Stem there() {
        return there;
    }

    /** Whether the evidence has it as it is. */
    boolean isExact() {
        return exact;
    }

    /** Whether a question of the call has it. */
    boolean isAsked() {
        return asked;
    }

    /** Whether neither a statement nor a question has it. */
    boolean isMissing() {
        return there == null && !asked;
    }

    /** Whether it was not met in this clause before; clauses are asked about one after the other. */
    boolean isFirstIn(int clause) {
        boolean first = lastClause != clause;
        lastClause = clause;
        return first;
    }
}
