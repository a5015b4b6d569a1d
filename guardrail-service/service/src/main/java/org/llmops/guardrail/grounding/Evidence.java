package org.llmops.guardrail.grounding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Passage;
import org.llmops.guardrail.detecting.PassageDetector;
import org.llmops.guardrail.detecting.Scene;

/**
 * The statements that claims are held against, indexed by word. What somebody asks is kept apart: a question asserts
 * nothing, and repeating it supports nothing.
 */
final class Evidence {
    /** What lies behind so many words is not read. */
    static final int MAX_WORDS = 200_000;

    /** So many occurrences of a word are looked at. */
    private static final int MAX_OCCURRENCES = 400;

    private static final int AFFIX = 4;

    /** So many stems that begin or end alike are looked at. */
    private static final int MAX_ALIKE = 50;

    private final List<Word> words = new ArrayList<>();
    private final List<Stem> stemsOfWords = new ArrayList<>();
    private final List<Form> formsOfWords = new ArrayList<>();
    private final List<Integer> sentenceStarts = new ArrayList<>();
    private int[] sentences = {};
    private final Map<String, Stem> stems = new HashMap<>();
    private final Map<String, Form> forms = new HashMap<>();
    private final Map<Long, List<Stem>> byPrefix = new HashMap<>();
    private final Map<Long, List<Stem>> bySuffix = new HashMap<>();
    private boolean capitalisesNouns;
    private final Set<String> asked = new HashSet<>();
    private final Set<String> askedForms = new HashSet<>();
    private PairShares shares = new PairShares(0);
    private int marks;

    private Evidence() {}

    /** A stem that statements have, and where. */
    static final class Stem {
        private final String text;
        private int[] places = new int[2];
        private int count;
        private int mark;

        Stem(String text) {
            this.text = text;
        }

        /** How many of its places are known, at most {@value #MAX_OCCURRENCES}. */
        int count() {
            return count;
        }

        /** Ascending. */
        int place(int number) {
            return places[number];
        }

        boolean isMarked(int sign) {
            return mark == sign;
        }

        private void add(int place) {
            if (count < MAX_OCCURRENCES) {
                places = count == places.length ? Arrays.copyOf(places, 2 * count) : places;
                places[count++] = place;
            }
        }
    }

    /** How statements write a word, glue included. */
    static final class Form {
        private int mark;

        boolean isMarked(int sign) {
            return mark == sign;
        }
    }

    static Evidence of(List<Scene.Around> around, Scene scene) {
        Evidence evidence = new Evidence();
        PassageDetector sentences = new PassageDetector() {
            @Override
            protected void judge(Scene within, Passage passage, Consumer<Match> found) {
                evidence.read(passage.text());
            }
        };
        // Their passages would take the place of those of the text that is judged.
        Scene apart = new Scene(scene.workspace(), scene.outgoing(), scene.source(), List.of(), Map.of());
        for (Scene.Around text : around) {
            GrowingText whole = GrowingText.whole(text.text());
            sentences.open(apart).scan(whole, 0, match -> {});
        }
        evidence.index();
        return evidence;
    }

    private void read(String sentence) {
        if (words.size() >= MAX_WORDS) {
            return;
        }
        List<Word> read = Words.of(sentence);
        if (Questions.isQuestion(sentence)) {
            read.forEach(word -> {
                asked.add(word.stem());
                askedForms.add(word.form());
            });
        } else if (!read.isEmpty()) {
            sentenceStarts.add(words.size());
            read.forEach(this::add);
        }
    }

    private void add(Word word) {
        Stem stem = stems.computeIfAbsent(word.stem(), Stem::new);
        stem.add(words.size());
        stemsOfWords.add(stem);
        formsOfWords.add(forms.computeIfAbsent(word.form(), unknown -> new Form()));
        words.add(word);
    }

    private void index() {
        sentences = new int[words.size()];
        shares = new PairShares(sentenceStarts.size());
        for (int number = 0; number < sentenceStarts.size(); number++) {
            Arrays.fill(sentences, firstOf(number), firstOf(number + 1), number);
        }
        for (Stem stem : stems.values()) {
            if (stem.text.length() >= AFFIX) {
                byPrefix.computeIfAbsent(prefix(stem.text), prefix -> new ArrayList<>())
                        .add(stem);
                bySuffix.computeIfAbsent(suffix(stem.text), suffix -> new ArrayList<>())
                        .add(stem);
            }
        }
        byPrefix.values().forEach(Evidence::sort);
        bySuffix.values().forEach(Evidence::sort);
        int german = 0;
        for (Word word : words) {
            german += word.is(WordList.GERMAN) ? 1 : 0;
        }
        capitalisesNouns = german * 10L >= words.size();
    }

    private static void sort(List<Stem> stems) {
        if (stems.size() > 1) {
            stems.sort(Comparator.comparing(stem -> stem.text));
        }
    }

    private static long prefix(String stem) {
        return affix(stem, 0);
    }

    private static long suffix(String stem) {
        return affix(stem, stem.length() - AFFIX);
    }

    private static long affix(String stem, int from) {
        long affix = 0;
        for (int index = from; index < from + AFFIX; index++) {
            affix = affix << Character.SIZE | stem.charAt(index);
        }
        return affix;
    }

    /** Whether it is German, where a capital tells no name. */
    boolean capitalisesNouns() {
        return capitalisesNouns;
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    /** Whether a question of the call has the word. */
    boolean asks(String stem) {
        return asked.contains(stem);
    }

    /** Whether a question of the call has the word written so, glue included. */
    boolean asksForm(String form) {
        return askedForms.contains(form);
    }

    /** The word as it is written somewhere, glue included, or none. */
    @Nullable
    Form form(String form) {
        return forms.get(form);
    }

    @Nullable
    Stem stem(String stem) {
        return stems.get(stem);
    }

    /** A stem that differs in its ending only, or is the head of a compound, or none. */
    @Nullable
    Stem alike(String stem) {
        if (stem.length() < AFFIX || stem.charAt(0) <= '9') {
            return null;
        }
        for (Stem candidate : some(byPrefix, prefix(stem))) {
            int shared = shared(stem, candidate.text);
            if (shared > AFFIX - 1 && shared * 3 >= 2 * Math.max(stem.length(), candidate.text.length())) {
                return candidate;
            }
        }
        for (Stem candidate : some(bySuffix, suffix(stem))) {
            boolean compound = Math.min(stem.length(), candidate.text.length()) > AFFIX
                    && (stem.endsWith(candidate.text) || candidate.text.endsWith(stem));
            if (compound) {
                return candidate;
            }
        }
        return null;
    }

    private static List<Stem> some(Map<Long, List<Stem>> stems, long affix) {
        List<Stem> all = stems.getOrDefault(affix, List.of());
        return all.subList(0, Math.min(MAX_ALIKE, all.size()));
    }

    private static int shared(String one, String other) {
        int length = Math.min(one.length(), other.length());
        int shared = 0;
        while (shared < length && one.charAt(shared) == other.charAt(shared)) {
            shared++;
        }
        return shared;
    }

    Stem stemAt(int place) {
        return stemsOfWords.get(place);
    }

    int size() {
        return words.size();
    }

    int sentenceCount() {
        return sentenceStarts.size();
    }

    /** For one claim after the other. */
    PairShares shares() {
        return shares;
    }

    /** The sentence that a place is in. */
    int sentenceOf(int place) {
        return sentences[place];
    }

    /** Where a sentence begins, or behind the last all of them end. */
    int firstOf(int sentence) {
        return sentence < sentenceStarts.size() ? sentenceStarts.get(sentence) : words.size();
    }

    /** Whether a word of a sentence is on the list. */
    boolean has(int sentence, WordList list) {
        return words.subList(firstOf(sentence), firstOf(sentence + 1)).stream().anyMatch(word -> word.is(list));
    }

    /** Whether a sentence denies something. */
    boolean denies(int sentence) {
        for (int place = firstOf(sentence); place < firstOf(sentence + 1); place++) {
            if (words.get(place).kind() == Word.Kind.NEGATION) {
                return true;
            }
        }
        return false;
    }

    /**
     * Marks the stems and forms of the sentences from one up to another, until others are marked.
     *
     * @return the sign by which they are known
     */
    int mark(int from, int to) {
        marks++;
        for (int place = firstOf(from); place < firstOf(to); place++) {
            stemsOfWords.get(place).mark = marks;
            formsOfWords.get(place).mark = marks;
        }
        return marks;
    }
}
