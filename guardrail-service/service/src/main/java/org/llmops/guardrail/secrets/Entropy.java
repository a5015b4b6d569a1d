package org.llmops.guardrail.secrets;

import java.util.HashMap;
import java.util.Map;

/** How random a text looks (Shannon, 1948). */
final class Entropy {
    private Entropy() {}

    /** Bits per character, from how often each occurs in the text itself. */
    static double of(String text) {
        Map<Character, Integer> counts = new HashMap<>();
        for (int index = 0; index < text.length(); index++) {
            counts.merge(text.charAt(index), 1, Integer::sum);
        }
        double bits = 0;
        for (int count : counts.values()) {
            double share = (double) count / text.length();
            bits -= share * Math.log(share) / Math.log(2);
        }
        return bits;
    }
}
