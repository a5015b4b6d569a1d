package org.llmops.guardrail.grounding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Makes claims out of sentences of a context: some that it supports, reworded lightly, and some that differ in a single
 * number, name, denial or opposite. People seldom label enough of the latter to learn from.
 */
final class Forgery {
    private static final List<String> VERBS = List.of("is", "was", "are", "were", "has", "had", "can", "will");
    private static final List<String[]> SWAPS = List.of(
            new String[] {"first", "last"},
            new String[] {"largest", "smallest"},
            new String[] {"north", "south"},
            new String[] {"east", "west"},
            new String[] {"before", "after"},
            new String[] {"oldest", "youngest"},
            new String[] {"male", "female"},
            new String[] {"many", "few"},
            new String[] {"above", "below"},
            new String[] {"father", "mother"},
            new String[] {"brother", "sister"},
            new String[] {"high", "low"},
            new String[] {"early", "late"},
            new String[] {"new", "old"},
            new String[] {"began", "ended"},
            new String[] {"won", "lost"},
            new String[] {"some", "all"},
            new String[] {"often", "never"});

    private final Random random;
    private final List<String> names;

    /** @param names to put in place of others */
    Forgery(long seed, List<String> names) {
        this.random = new Random(seed);
        this.names = List.copyOf(names);
    }

    /** From one context, as many that it supports as not. */
    List<LabelledAnswer> of(String context) {
        List<LabelledAnswer> forged = new ArrayList<>();
        List<String> sentences = Arrays.stream(context.split("(?<=[a-z)]\\.)\\s*(?=[A-Z])"))
                .filter(sentence -> sentence.length() > 40 && sentence.length() < 300 && !sentence.contains("?"))
                .toList();
        if (sentences.isEmpty()) {
            return forged;
        }
        String sentence = sentences.get(random.nextInt(sentences.size())).strip();
        String altered = altered(sentence);
        if (!altered.equals(sentence)) {
            forged.add(new LabelledAnswer("forged", context, reworded(altered, sentence), false));
            forged.add(new LabelledAnswer("forged", context, reworded(sentence, ""), true));
        }
        return forged;
    }

    /** One thing wrong; the sentence itself if nothing in it can be made wrong. */
    private String altered(String sentence) {
        List<String> words = new ArrayList<>(List.of(sentence.split(" ")));
        int kind = random.nextInt(4);
        for (int tried = 0; tried < 4; tried++, kind = (kind + 1) % 4) {
            int from = random.nextInt(words.size());
            for (int step = 0; step < words.size(); step++) {
                int index = (from + step) % words.size();
                String other = other(words.get(index), index, kind);
                if (!other.isEmpty()) {
                    words.set(index, other);
                    return String.join(" ", words);
                }
            }
        }
        return sentence;
    }

    private String other(String word, int index, int kind) {
        String bare = word.replaceAll("[^\\p{L}\\p{N}]", "");
        switch (kind) {
            case 0 -> {
                if (bare.matches("[0-9]{1,4}")) {
                    int value = Integer.parseInt(bare);
                    int change = bare.length() == 4 ? 1 + random.nextInt(30) : 1 + random.nextInt(9);
                    return word.replace(bare, String.valueOf(value + change));
                }
            }
            case 1 -> {
                if (index > 0 && bare.length() > 3 && Character.isUpperCase(bare.charAt(0))) {
                    String name = names.get(random.nextInt(names.size()));
                    return name.equals(bare) ? "" : word.replace(bare, name);
                }
            }
            case 2 -> {
                if (VERBS.contains(bare)) {
                    return word + " not";
                }
                if (bare.equals("not") || bare.equals("never")) {
                    return "indeed";
                }
            }
            default -> {
                for (String[] swap : SWAPS) {
                    int at = List.of(swap).indexOf(bare.toLowerCase(Locale.ROOT));
                    if (at >= 0) {
                        return swap[1 - at];
                    }
                }
            }
        }
        return "";
    }

    /** The same in slightly other words: an opening, or one detail fewer. */
    private String reworded(String sentence, String keeping) {
        String opening =
                List.of("", "", "Yes, ", "According to the text, ", "Well, ").get(random.nextInt(5));
        String shorter = keeping.isEmpty() ? sentence.replaceFirst(" \\([^)]*\\)", "") : sentence;
        int comma = shorter.lastIndexOf(", ");
        boolean cuts = keeping.isEmpty() && random.nextBoolean() && comma > shorter.length() / 2;
        return opening + (cuts ? shorter.substring(0, comma) + "." : shorter);
    }
}
