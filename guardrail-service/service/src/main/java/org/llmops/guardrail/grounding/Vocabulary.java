package org.llmops.guardrail.grounding;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known about words in general: which are glue, which deny, which are opposites, and how telling each is. */
final class Vocabulary {
    private static final Vocabulary STANDARD = new Vocabulary();

    private static final String NUMBER = "number-";

    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, Set<String>> lists = new HashMap<>();
    private final Map<String, Set<String>> opposites = new HashMap<>();
    private final Map<String, Double> weights = new HashMap<>();
    private final double rarest;

    private Vocabulary() {
        for (String line : lines("words.txt")) {
            int colon = line.indexOf(':');
            if (line.startsWith(NUMBER)) {
                int value = Integer.parseInt(line.substring(NUMBER.length(), colon));
                List.of(line.substring(colon + 1).trim().split(" ")).forEach(form -> numbers.put(form, value));
                continue;
            }
            lists.computeIfAbsent(line.substring(0, colon), kind -> new HashSet<>())
                    .addAll(List.of(line.substring(colon + 1).trim().split(" ")));
        }
        for (String line : lines("opposites.txt")) {
            String[] pair = line.split(" ");
            String one = Stems.of(pair[0]);
            String other = Stems.of(pair[1]);
            opposites.computeIfAbsent(one, stem -> new HashSet<>()).add(other);
            opposites.computeIfAbsent(other, stem -> new HashSet<>()).add(one);
        }
        double most = 1;
        for (String line : lines("weights.txt")) {
            int tab = line.indexOf('\t');
            double weight = Double.parseDouble(line.substring(tab + 1));
            weights.put(line.substring(0, tab), weight);
            most = Math.max(most, weight);
        }
        rarest = most;
    }

    static Vocabulary standard() {
        return STANDARD;
    }

    /** The value of a number word of some language from two to ninety, or none. */
    @Nullable
    Integer number(String form) {
        return numbers.get(form);
    }

    /** Whether a form is in one of the lists of {@code words.txt}. */
    boolean has(String list, String form) {
        return Objects.requireNonNull(lists.get(list), list).contains(form);
    }

    /** The stems that deny this one. */
    Set<String> opposites(String stem) {
        return opposites.getOrDefault(stem, Set.of());
    }

    /** How telling it is that a word occurs: its inverse document frequency. */
    double weight(String stem) {
        return weights.getOrDefault(stem, rarest);
    }

    static List<String> lines(String resource) {
        try (InputStream stream = Objects.requireNonNull(Vocabulary.class.getResourceAsStream(resource), resource);
                var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isBlank() && line.charAt(0) != '#')
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
