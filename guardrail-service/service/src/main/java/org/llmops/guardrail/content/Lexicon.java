package org.llmops.guardrail.content;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which words belong to which classes; read once from {@code lexicon.txt}. */
final class Lexicon {
    private final Map<String, Integer> classNumbers = new HashMap<>();
    private final Map<String, Long> classesOfWord = new HashMap<>();

    Lexicon(List<String> lines) {
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("A line of the lexicon begins with a class and a colon");
            }
            long bit = 1L << classNumbers.computeIfAbsent(line.substring(0, colon), name -> classNumbers.size());
            for (String entry : line.substring(colon + 1).strip().split(" +")) {
                forms(entry).forEach(form -> classesOfWord.merge(form, bit, (known, added) -> known | added));
            }
        }
        if (classNumbers.size() > Long.SIZE) {
            throw new IllegalArgumentException("There are more classes than bits");
        }
    }

    /** A bit for each class that the word belongs to. */
    long classes(String word) {
        return classesOfWord.getOrDefault(word, 0L);
    }

    /** All words that belong to some class. */
    Set<String> words() {
        return classesOfWord.keySet();
    }

    /** The bit of a class. */
    long bit(String className) {
        Integer number = classNumbers.get(className);
        if (number == null) {
            throw new IllegalArgumentException("No class is called " + className);
        }
        return 1L << number;
    }

    private static List<String> forms(String entry) {
        String stem = entry.substring(0, entry.length() - 1);
        return switch (entry.charAt(entry.length() - 1)) {
            case '+' -> List.of(stem, stem + "s");
            case '~' -> verb(stem);
            default -> List.of(entry);
        };
    }

    private static List<String> verb(String stem) {
        String root = stem.endsWith("e") ? stem.substring(0, stem.length() - 1) : stem;
        List<String> forms =
                new ArrayList<>(List.of(stem, stem + "s", root + "ed", root + "ing", root + "er", root + "in"));
        char last = root.charAt(root.length() - 1);
        if (root.equals(stem) && "aeiou".indexOf(root.charAt(root.length() - 2)) >= 0 && "bgmnpt".indexOf(last) >= 0) {
            forms.addAll(List.of(root + last + "ed", root + last + "ing", root + last + "er"));
        }
        return forms;
    }
}
