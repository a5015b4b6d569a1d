package org.llmops.guardrail.grounding;

import java.util.Collection;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells among how many words of a claim some word of the evidence stands. */
final class Company {
    /** So many occurrences of a word tell where it stands. */
    private static final int MAX_PLACES = 50;

    private final Evidence evidence;
    private final Set<String> claimed;

    /** @param claimed the stems of the claim as the evidence writes them, or nothing where it does not */
    Company(Evidence evidence, Collection<@Nullable String> claimed) {
        this.evidence = evidence;
        this.claimed = claimed.stream().filter(Objects::nonNull).collect(Collectors.toUnmodifiableSet());
    }

    /** The most of them that stand near one occurrence of the word; 0 if the evidence does not have it. */
    int of(String stem) {
        int most = 0;
        int[] places = evidence.places(stem);
        for (int tried = 0; tried < Math.min(places.length, MAX_PLACES); tried++) {
            Set<String> near = new HashSet<>();
            int from = Math.max(0, places[tried] - Comparison.NEAR);
            int to = Math.min(evidence.size(), places[tried] + Comparison.NEAR + 1);
            for (int at = from; at < to; at++) {
                String other = evidence.word(at).stem();
                if (!other.equals(stem) && claimed.contains(other)) {
                    near.add(other);
                }
            }
            most = Math.max(most, near.size());
        }
        return most;
    }
}
