package org.llmops.guardrail.injection;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.learning.LinearModel;

/** The rules of {@code grammar.txt}: concepts that meet within a few words of one language. */
final class Grammar {
    private static final String FILE = "/injection/grammar.txt";
    private static final int MAX_LANGUAGES = 32;

    private final Map<String, Integer> concepts = new LinkedHashMap<>();
    private final List<String> languages = new ArrayList<>();
    private final List<Combination> combinations = new ArrayList<>();
    private final PhraseTree phrases;
    private final Combination[][] byConcept;
    private final List<String> hints;

    /** @param needed a bit for each concept */
    private record Combination(Rule rule, long needed, int steps) {}

    Grammar() {
        List<PhraseTree.Phrase> read = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Grammar.class.getResourceAsStream(FILE), FILE), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                read(line, read);
            }
        } catch (IOException damaged) {
            throw new UncheckedIOException(FILE + " cannot be read", damaged);
        }
        if (concepts.size() > Long.SIZE) {
            throw new IllegalStateException("There are more concepts than bits");
        }
        byConcept = new Combination[concepts.size()][];
        for (int concept = 0; concept < byConcept.length; concept++) {
            long bit = 1L << concept;
            byConcept[concept] = combinations.stream()
                    .filter(combination -> (combination.needed() & bit) != 0)
                    .toArray(Combination[]::new);
        }
        phrases = new PhraseTree(read);
        hints = concepts.keySet().stream()
                .map(name -> LinearModel.HINT + name.toLowerCase(Locale.ROOT))
                .toList();
    }

    List<String> languages() {
        return languages;
    }

    List<Rule> rules() {
        return combinations.stream().map(Combination::rule).toList();
    }

    /**
     * Tells each rule once for every place where its last concept is said.
     *
     * @param spoken whether a language counts, by its place among {@link #languages}
     * @param said hears of the concepts that are said at all, whatever the language, as hints for a model
     */
    void find(CharSequence text, boolean[] spoken, Consumer<RuleHit> found, Consumer<String> said) {
        Search search = new Search(PlainText.of(text), spoken, found);
        search.run();
        for (long left = search.said; left != 0; left &= left - 1) {
            said.accept(hints.get(Long.numberOfTrailingZeros(left)));
        }
    }

    /** Goes through a text once and remembers for each concept where it was said last, language by language. */
    private final class Search implements PhraseTree.Sink {
        private final PlainText plain;
        private final boolean[] spoken;
        private final Consumer<RuleHit> found;
        private final @Nullable Places[] last = new @Nullable Places[languages.size()];
        private long said;
        private int start;

        Search(PlainText plain, boolean[] spoken, Consumer<RuleHit> found) {
            this.plain = plain;
            this.spoken = spoken;
            this.found = found;
        }

        void run() {
            for (int number = 0; number < plain.starts(); number++) {
                start = plain.start(number);
                phrases.find(plain.letters, start, plain.length(), this);
            }
        }

        @Override
        public void phrase(int meaning, int end, boolean open) {
            int concept = meaning / MAX_LANGUAGES;
            int language = meaning % MAX_LANGUAGES;
            if (!spoken[language] || !open && !plain.endsWord(end)) {
                return;
            }
            said |= 1L << concept;
            Places places = last[language];
            if (places == null) {
                places = new Places(concepts.size());
                last[language] = places;
            }
            places.said |= 1L << concept;
            places.starts[concept] = start;
            places.ends[concept] = open ? Math.max(end, plain.wordEnd(end)) : end;
            for (Combination combination : byConcept[concept]) {
                if ((combination.needed() & ~places.said) == 0) {
                    check(combination, places);
                }
            }
        }

        private void check(Combination combination, Places places) {
            int from = Integer.MAX_VALUE;
            int to = 0;
            for (long left = combination.needed(); left != 0; left &= left - 1) {
                int concept = Long.numberOfTrailingZeros(left);
                from = Math.min(from, places.starts[concept]);
                to = Math.max(to, places.ends[concept]);
            }
            if (plain.step(to - 1) - plain.step(from) <= combination.steps()) {
                found.accept(new RuleHit(combination.rule(), plain.origin(from), plain.origin(to - 1) + 1));
            }
        }
    }

    /** Where the concepts were said last in one language. */
    private static final class Places {
        /** A bit for each concept that was said. */
        private long said;

        private final int[] starts;
        private final int[] ends;

        Places(int concepts) {
            starts = new int[concepts];
            ends = new int[concepts];
        }
    }

    private void read(String line, List<PhraseTree.Phrase> phrases) {
        if (line.isBlank() || line.startsWith("#")) {
            return;
        }
        if (line.startsWith("rule ")) {
            readRule(line);
        } else if (line.startsWith("[")) {
            languages.add(line.substring(1, line.indexOf(']')));
        } else {
            readPhrases(line, phrases);
        }
    }

    private void readRule(String line) {
        String[] words = line.substring(0, line.indexOf(" : ")).split(" ");
        String reason = line.substring(line.indexOf(" : ") + 3);
        long needed = 0;
        for (String concept : words[3].split("\\+")) {
            needed |= 1L << concept(concept);
        }
        int steps = Integer.parseInt(words[4]) * PlainText.STEPS_PER_WORD;
        combinations.add(new Combination(new Rule(words[1], words[2].equals("jailbreak"), reason), needed, steps));
    }

    private void readPhrases(String line, List<PhraseTree.Phrase> phrases) {
        int colon = line.indexOf(':');
        int meaning = concept(line.substring(0, colon)) * MAX_LANGUAGES + languages.size() - 1;
        for (String phrase : line.substring(colon + 1).split(",")) {
            boolean open = phrase.endsWith("*");
            PlainText plain = PlainText.of(phrase);
            phrases.add(new PhraseTree.Phrase(new String(plain.letters, 0, plain.length()), open, meaning));
        }
    }

    private int concept(String name) {
        return concepts.computeIfAbsent(name, unknown -> concepts.size());
    }
}
