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
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.llmops.guardrail.matching.WordTable;

/** The rules that come with the service, and where they apply in a text; each is reported once. */
final class WordRules {
    /** Words that deny or distance are looked for so far before a row. */
    private static final int MAX_BEFORE = 3;

    /** And so far behind it. */
    private static final int MAX_AFTER = 2;

    private static final WordRules OWN = load();

    private final List<WordRule> rules;
    private final WordTable<KnownWord> known;

    /** The numbers of the rules by the class bit that their first word needs. */
    private final int[][] byClass = new int[Long.SIZE][];

    WordRules(Lexicon lexicon, List<WordRule> rules) {
        this.rules = List.copyOf(rules);
        for (int bit = 0; bit < Long.SIZE; bit++) {
            long mask = 1L << bit;
            byClass[bit] = beginning(first -> (first.classes() & mask) != 0);
        }
        Set<String> words = new TreeSet<>(lexicon.words());
        rules.forEach(rule -> rule.elements().forEach(element -> words.addAll(element.words())));
        Map<String, KnownWord> byWord = new HashMap<>();
        words.forEach(word -> byWord.put(
                word,
                new KnownWord(
                        word,
                        lexicon.classes(word),
                        beginning(first -> first.words().contains(word)))));
        known = new WordTable<>(byWord, KnownWord.UNKNOWN);
    }

    /** The numbers of the rules whose first word is of this kind. */
    private int[] beginning(Predicate<WordRule.Element> first) {
        return IntStream.range(0, rules.size())
                .filter(number -> first.test(rules.get(number).elements().getFirst()))
                .toArray();
    }

    static WordRules own() {
        return OWN;
    }

    /** Where a rule applies, in chars of the text. */
    record Hit(WordRule rule, int from, int to) {}

    List<Hit> in(String text) {
        Words words = Words.of(text, known);
        boolean[] met = new boolean[rules.size()];
        List<Hit> hits = new ArrayList<>();
        for (int index = 0; index < words.size(); index++) {
            for (long classes = words.classes(index); classes != 0; classes &= classes - 1) {
                apply(byClass[Long.numberOfTrailingZeros(classes)], words, index, met, hits);
            }
            apply(words.word(index).rules(), words, index, met, hits);
        }
        return hits;
    }

    private void apply(int[] numbers, Words words, int index, boolean[] met, List<Hit> hits) {
        for (int number : numbers) {
            if (met[number]) {
                continue;
            }
            WordRule rule = rules.get(number);
            int end = rule.match(words, index);
            if (end >= 0 && !isExcused(rule, words, index, end)) {
                met[number] = true;
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
