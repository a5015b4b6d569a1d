package org.llmops.guardrail.topics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words of a topic, and how near other words come to one of them: the same, of the same stem, or met in like company. */
final class Relations {
    /** So many of a topic's words are compared, the rarest. */
    private static final int MAX_WORDS = 400;

    /** Words that begin alike are hardly of different topics. */
    private static final double ALIKE = 0.8;

    private static final int PREFIX = 4;

    private final Map<String, Double> all;
    private final List<String> words;
    private final List<float @Nullable []> directions = new ArrayList<>();
    private final WordVectors vectors;

    /** @param all the words of the topic, each by how rare it is */
    Relations(Map<String, Double> all, WordVectors vectors) {
        this.all = Map.copyOf(all);
        this.vectors = vectors;
        this.words = all.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MAX_WORDS)
                .map(Map.Entry::getKey)
                .toList();
        words.forEach(word -> directions.add(vectors.direction(word)));
    }

    /** How near the words of a text come to the topic's on the average, weighed by how rare they are: from 0 to 1. */
    double to(Map<String, Double> text) {
        double total = 0;
        double near = 0;
        for (Map.Entry<String, Double> word : text.entrySet()) {
            total += word.getValue();
            near += word.getValue() * nearness(word.getKey());
        }
        return total == 0 ? 0 : near / total;
    }

    private double nearness(String stem) {
        if (all.containsKey(stem)) {
            return 1;
        }
        float @Nullable [] direction = vectors.direction(stem);
        double most = 0;
        for (int index = 0; index < words.size(); index++) {
            float @Nullable [] other = directions.get(index);
            if (direction != null && other != null) {
                most = Math.max(most, Gist.product(direction, other));
            }
            if (most < ALIKE && beginsAlike(stem, words.get(index))) {
                most = ALIKE;
            }
        }
        return most;
    }

    /** Whether two thirds of the longer word are the beginning of both. */
    private static boolean beginsAlike(String one, String other) {
        int shortest = Math.min(one.length(), other.length());
        int longest = Math.max(one.length(), other.length());
        if (shortest < PREFIX || 3 * shortest < 2 * longest) {
            return false;
        }
        int shared = 0;
        while (shared < shortest && one.charAt(shared) == other.charAt(shared)) {
            shared++;
        }
        return shared >= PREFIX && 3 * shared >= 2 * longest;
    }
}
