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

/** What is known about words in general: which are glue, which deny, which are opposites, and how telling each is. */
final class Vocabulary {
    private static final Vocabulary STANDARD = new Vocabulary();

    private static final String NUMBER = "number-";

    private final Map<String, Form> forms = new HashMap<>();
    private final Map<String, Stem> stems = new HashMap<>();
    private final Stem unmet;

    private Vocabulary() {
        for (String line : lines("words.txt")) {
            int colon = line.indexOf(':');
            boolean number = line.startsWith(NUMBER);
            int value = number ? Integer.parseInt(line.substring(NUMBER.length(), colon)) : 0;
            int lists = number ? 0 : WordList.of(line.substring(0, colon)).bit();
            for (String form : line.substring(colon + 1).trim().split(" ")) {
                Form known = form(form);
                forms.put(form, new Form(known.lists() | lists, number ? value : known.number()));
            }
        }
        Map<String, Set<String>> opposites = new HashMap<>();
        for (String line : lines("opposites.txt")) {
            String[] pair = line.split(" ");
            String one = Stems.of(pair[0]);
            String other = Stems.of(pair[1]);
            opposites.computeIfAbsent(one, stem -> new HashSet<>()).add(other);
            opposites.computeIfAbsent(other, stem -> new HashSet<>()).add(one);
        }
        Map<String, Double> weights = new HashMap<>();
        double most = 1;
        for (String line : lines("weights.txt")) {
            int tab = line.indexOf('\t');
            double weight = Double.parseDouble(line.substring(tab + 1));
            weights.put(line.substring(0, tab), weight);
            most = Math.max(most, weight);
        }
        double rarest = most;
        unmet = new Stem(rarest, Set.of());
        weights.forEach((stem, weight) -> stems.put(stem, new Stem(weight, Set.of())));
        opposites.forEach((stem, others) -> stems.put(stem, new Stem(weights.getOrDefault(stem, rarest), others)));
    }

    static Vocabulary standard() {
        return STANDARD;
    }

    /**
     * What is known of a word as it is written.
     *
     * @param lists a bit for each list that has it
     * @param number the value of a number word of some language from two to ninety, or 0
     */
    record Form(int lists, int number) {
        static final Form UNKNOWN = new Form(0, 0);

        boolean is(WordList list) {
            return (lists & list.bit()) != 0;
        }
    }

    /**
     * What is known of a stem.
     *
     * @param weight how telling it is that it occurs: its inverse document frequency
     * @param opposites the stems that deny this one
     */
    record Stem(double weight, Set<String> opposites) {}

    Form form(String form) {
        return forms.getOrDefault(form, Form.UNKNOWN);
    }

    Stem stem(String stem) {
        return stems.getOrDefault(stem, unmet);
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
