package org.llmops.guardrail.injection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.llmops.guardrail.learning.Example;

/**
 * Leaves out harmless texts that are for the most part the same words as attacks of another source: one of both labels is
 * wrong, and a threshold that the worst of the harmless texts set would be set by attacks.
 */
final class Contradictions {
    private static final int WORDS = 5;
    private static final double MOST = 0.5;

    private Contradictions() {}

    static List<Example> removed(List<Example> examples, Function<Example, String> family) {
        Map<List<String>, Set<String>> attacks = new HashMap<>();
        for (Example example : examples) {
            if (example.positive()) {
                for (List<String> stretch : stretches(example.text())) {
                    attacks.computeIfAbsent(stretch, unknown -> new HashSet<>()).add(family.apply(example));
                }
            }
        }
        return examples.stream()
                .filter(example -> example.positive() || !isMostly(example, attacks, family.apply(example)))
                .toList();
    }

    private static boolean isMostly(Example example, Map<List<String>, Set<String>> attacks, String family) {
        List<List<String>> stretches = stretches(example.text());
        long known = stretches.stream()
                .filter(stretch ->
                        attacks.getOrDefault(stretch, Set.of()).stream().anyMatch(other -> !other.equals(family)))
                .count();
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
