package org.llmops.guardrail.grounding;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Tells among how many words of a claim some word of the evidence stands. */
final class Company {
    /** So many occurrences of a word tell where it stands. */
    private static final int MAX_PLACES = 50;

    private final Evidence evidence;
    private final Set<Evidence.Stem> claimed;

    /** @param claimed the stems of the claim that the evidence has, too */
    Company(Evidence evidence, Collection<Evidence.Stem> claimed) {
        this.evidence = evidence;
        this.claimed = Set.copyOf(claimed);
    }

    /** The most of them that stand near one occurrence of the word; 0 if the evidence does not have it. */
    int of(String word) {
        Evidence.Stem stem = evidence.stem(word);
        int most = 0;
        for (int tried = 0; stem != null && tried < Math.min(stem.count(), MAX_PLACES); tried++) {
            Set<Evidence.Stem> near = new HashSet<>();
            int from = Math.max(0, stem.place(tried) - Comparison.NEAR);
            int to = Math.min(evidence.size(), stem.place(tried) + Comparison.NEAR + 1);
            for (int at = from; at < to; at++) {
                Evidence.Stem other = evidence.stemAt(at);
                if (other != stem && claimed.contains(other)) {
                    near.add(other);
                }
            }
            most = Math.max(most, near.size());
        }
        return most;
    }
}
