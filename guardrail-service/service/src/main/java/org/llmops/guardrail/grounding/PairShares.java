package org.llmops.guardrail.grounding;

/** How much of a claim each two neighbouring sentences have; the pair before the first has only the first sentence. */
final class PairShares {
    /** By the number of the pair's second sentence. */
    private final double[] weights;

    /** Which of them are not zero. */
    private final int[] touched;

    private int count;

    PairShares(int sentences) {
        weights = new double[sentences + 1];
        touched = new int[sentences + 1];
    }

    /** @param pair the number of its first sentence, -1 and up */
    void add(int pair, double weight) {
        int slot = pair + 1;
        if (weights[slot] == 0) {
            touched[count++] = slot;
        }
        weights[slot] += weight;
    }

    double most() {
        double most = 0;
        for (int each = 0; each < count; each++) {
            most = Math.max(most, weights[touched[each]]);
        }
        return most;
    }

    /** The first pair that has as much as any, or -1. */
    int firstWithMost() {
        double most = most();
        int first = Integer.MAX_VALUE;
        for (int each = 0; each < count; each++) {
            first = weights[touched[each]] == most ? Math.min(first, touched[each]) : first;
        }
        return count == 0 ? -1 : first - 1;
    }

    void clear() {
        for (int each = 0; each < count; each++) {
            weights[touched[each]] = 0;
        }
        count = 0;
    }
}
