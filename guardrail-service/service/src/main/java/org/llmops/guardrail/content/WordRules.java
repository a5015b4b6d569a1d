package org.llmops.guardrail.content;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The rules that come with the service, and where they apply in a text; each is reported once. */
final class WordRules {
    /** Words that deny or distance are looked for so far before a row. */
    private static final int MAX_BEFORE = 3;

    /** And so far behind it. */
    private static final int MAX_AFTER = 2;

    private static final WordRules OWN = load();

    private final Lexicon lexicon;
    private final List<WordRule> rules;

    /** By the class bit their first word needs, and by the word itself. */
    private final Map<Integer, List<Integer>> byClass = new HashMap<>();

    private final Map<String, List<Integer>> byWord = new HashMap<>();

    WordRules(Lexicon lexicon, List<WordRule> rules) {
        this.lexicon = lexicon;
        this.rules = List.copyOf(rules);
        for (int number = 0; number < rules.size(); number++) {
            WordRule.Element first = rules.get(number).elements().getFirst();
            for (int bit = 0; bit < Long.SIZE; bit++) {
                if ((first.classes() >>> bit & 1) == 1) {
                    byClass.computeIfAbsent(bit, unknown -> new ArrayList<>()).add(number);
                }
            }
            for (String word : first.words()) {
                byWord.computeIfAbsent(word, unknown -> new ArrayList<>()).add(number);
            }
        }
    }

    static WordRules own() {
        return OWN;
    }

    /** Where a rule applies, in chars of the text. */
    record Hit(WordRule rule, int from, int to) {}

    List<Hit> in(String text) {
        Words words = Words.of(text, lexicon);
        boolean[] known = new boolean[rules.size()];
        List<Hit> hits = new ArrayList<>();
        for (int index = 0; index < words.size(); index++) {
            for (long classes = words.classes(index); classes != 0; classes &= classes - 1) {
                apply(byClass.getOrDefault(Long.numberOfTrailingZeros(classes), List.of()), words, index, known, hits);
            }
            apply(byWord.getOrDefault(words.word(index), List.of()), words, index, known, hits);
        }
        return hits;
    }

    private void apply(List<Integer> numbers, Words words, int index, boolean[] known, List<Hit> hits) {
        for (int number : numbers) {
            if (known[number]) {
                continue;
            }
            WordRule rule = rules.get(number);
            int end = rule.match(words, index);
            if (end >= 0 && !isExcused(rule, words, index, end)) {
                known[number] = true;
                hits.add(new Hit(rule, words.start(index), words.end(end - 1)));
            }
        }
    }

    private static boolean isExcused(WordRule rule, Words words, int from, int to) {
        return hasAny(rule.unlessBefore(), words, from - MAX_BEFORE, to)
                || hasAny(rule.unlessAfter(), words, to, to + MAX_AFTER);
    }

    private static boolean hasAny(long classes, Words words, int from, int to) {
        for (int index = Math.max(0, from); classes != 0 && index < Math.min(words.size(), to); index++) {
            if ((words.classes(index) & classes) != 0) {
                return true;
            }
        }
        return false;
    }

    private static WordRules load() {
        Lexicon lexicon = new Lexicon(lines("/content/lexicon.txt"));
        return new WordRules(
                lexicon,
                Stream.of("/content/rules.txt", "/content/rules-languages.txt")
                        .flatMap(resource -> lines(resource).stream())
                        .map(line -> WordRule.of(line, lexicon))
                        .toList());
    }

    private static List<String> lines(String resource) {
        try (InputStream stream = WordRules.class.getResourceAsStream(resource);
                BufferedReader reader = new BufferedReader(
                        new InputStreamReader(Objects.requireNonNull(stream, resource), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(resource + " cannot be read", unreadable);
        }
    }
}
