package org.llmops.guardrail.injection;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.llmops.guardrail.learning.Example;

/**
 * Leaves out harmless texts that are for the most part the same words as some attack: one of both labels is wrong, and a
 * threshold that the worst of the harmless texts set would be set by attacks.
 */
final class Contradictions {
    private static final int WORDS = 5;
    private static final double MOST = 0.5;

    private Contradictions() {}

    static List<Example> removed(List<Example> examples) {
        Set<List<String>> attacks = new HashSet<>();
        for (Example example : examples) {
            if (example.positive()) {
                attacks.addAll(stretches(example.text()));
            }
        }
        return examples.stream()
                .filter(example -> example.positive() || !isMostly(stretches(example.text()), attacks))
                .toList();
    }

    private static boolean isMostly(List<List<String>> stretches, Set<List<String>> attacks) {
        long known = stretches.stream().filter(attacks::contains).count();
        return known > 0 && known >= MOST * stretches.size();
    }

    private static List<List<String>> stretches(String text) {
        List<String> words = List.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"));
        List<List<String>> stretches = new ArrayList<>();
        for (int i = 0; i + WORDS <= words.size(); i++) {
            stretches.add(words.subList(i, i + WORDS));
        }
        return stretches;
    }
}
