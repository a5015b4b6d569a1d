package org.llmops.guardrail.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A row of words or classes of words, with gaps of a few words.
 *
 * @param unlessBefore a bit for each class of which no word may stand in the row or before it
 * @param unlessAfter the same behind it
 */
record WordRule(
        String name,
        Category category,
        double confidence,
        List<Element> elements,
        long unlessBefore,
        long unlessAfter) {
    WordRule {
        elements = List.copyOf(elements);
        if (confidence <= 0
                || confidence >= 1
                || elements.isEmpty()
                || elements.getFirst().gap() > 0) {
            throw new IllegalArgumentException("Rule " + name + " is malformed");
        }
    }

    /**
     * One word of the row.
     *
     * @param gap how many other words may come before it
     */
    record Element(long classes, Set<String> words, int gap) {
        Element {
            words = Set.copyOf(words);
        }

        boolean accepts(Words text, int index) {
            return (text.classes(index) & classes) != 0
                    || words.contains(text.word(index).word());
        }
    }

    /** Reads a line such as {@code you-insult INSULT 0.8 : YOU ~2 INSULT !NOT}. */
    static WordRule of(String line, Lexicon lexicon) {
        int colon = line.indexOf(" : ");
        String[] head = line.substring(0, colon).strip().split(" +");
        List<Element> elements = new ArrayList<>();
        long before = 0;
        long after = 0;
        int gap = 0;
        for (String part : line.substring(colon + 3).strip().split(" +")) {
            switch (part.charAt(0)) {
                case '~' -> gap = Integer.parseInt(part.substring(1));
                case '!' -> before |= lexicon.bit(part.substring(1));
                case '>' -> after |= lexicon.bit(part.substring(1));
                default -> {
                    elements.add(element(part, gap, lexicon));
                    gap = 0;
                }
            }
        }
        return new WordRule(head[0], Category.valueOf(head[1]), Double.parseDouble(head[2]), elements, before, after);
    }

    /** The index behind the row that begins at this word, or -1. */
    int match(Words text, int from) {
        return match(text, from, 0);
    }

    private int match(Words text, int from, int number) {
        if (number == elements.size()) {
            return from;
        }
        Element element = elements.get(number);
        int last = Math.min(text.size() - 1, from + element.gap());
        for (int index = from; index <= last; index++) {
            if (element.accepts(text, index)) {
                int end = match(text, index + 1, number + 1);
                if (end >= 0) {
                    return end;
                }
            }
        }
        return -1;
    }

    private static Element element(String part, int gap, Lexicon lexicon) {
        long classes = 0;
        Set<String> words = new TreeSet<>();
        for (String choice : part.split("\\|")) {
            if (Character.isUpperCase(choice.charAt(0))) {
                classes |= lexicon.bit(choice);
            } else {
                words.add(choice);
            }
        }
        return new Element(classes, words, gap);
    }
}
