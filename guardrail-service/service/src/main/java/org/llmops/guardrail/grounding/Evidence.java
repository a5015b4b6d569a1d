package org.llmops.guardrail.grounding;

import java.util.ArrayList;
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

    private static final int PREFIX = 4;
    private static final int[] NOWHERE = {};

    private final Vocabulary vocabulary = Vocabulary.standard();
    private final List<Word> words = new ArrayList<>();
    private final List<Integer> sentenceStarts = new ArrayList<>();
    private int[] sentences = NOWHERE;
    private final Map<String, int[]> occurrences = new HashMap<>();
    private final Map<String, List<String>> byPrefix = new HashMap<>();
    private final Map<String, List<String>> bySuffix = new HashMap<>();
    private boolean capitalisesNouns;
    private final Set<String> asked = new HashSet<>();
    private final Set<String> askedForms = new HashSet<>();
    private final Set<String> forms = new HashSet<>();

    /** What {@link #stemsOf} and {@link #formsOf} told of each sentence. */
    private final List<@Nullable Set<String>> sentenceStems = new ArrayList<>();

    private final List<@Nullable Set<String>> sentenceForms = new ArrayList<>();

    private Evidence() {}

    static Evidence of(List<Scene.Around> around, Scene scene) {
        Evidence evidence = new Evidence();
        PassageDetector sentences = new PassageDetector() {
            @Override
            protected void judge(Scene within, Passage passage, Consumer<Match> found) {
                evidence.read(passage.text());
            }
        };
        for (Scene.Around text : around) {
            GrowingText whole = GrowingText.whole(text.text());
            sentences.open(scene).scan(whole, 0, match -> {});
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
            sentenceStems.add(null);
            sentenceForms.add(null);
            words.addAll(read);
        }
    }

    private void index() {
        sentences = new int[words.size()];
        for (int start : sentenceStarts.subList(Math.min(1, sentenceStarts.size()), sentenceStarts.size())) {
            sentences[start]++;
        }
        for (int place = 1; place < sentences.length; place++) {
            sentences[place] += sentences[place - 1];
        }
        Map<String, Integer> counts = new HashMap<>();
        for (Word word : words) {
            forms.add(word.form());
            counts.merge(word.stem(), 1, Integer::sum);
        }
        Map<String, Integer> filled = new HashMap<>();
        for (int position = 0; position < words.size(); position++) {
            Word word = words.get(position);
            int count = Math.min(MAX_OCCURRENCES, counts.getOrDefault(word.stem(), 0));
            int[] places = occurrences.computeIfAbsent(word.stem(), stem -> new int[count]);
            int at = filled.merge(word.stem(), 1, Integer::sum) - 1;
            if (at < places.length) {
                places[at] = position;
            }
        }
        for (String stem : occurrences.keySet()) {
            if (stem.length() >= PREFIX) {
                byPrefix.computeIfAbsent(stem.substring(0, PREFIX), prefix -> new ArrayList<>())
                        .add(stem);
                bySuffix.computeIfAbsent(stem.substring(stem.length() - PREFIX), suffix -> new ArrayList<>())
                        .add(stem);
            }
        }
        byPrefix.values().forEach(stems -> stems.sort(null));
        bySuffix.values().forEach(stems -> stems.sort(null));
        long german = words.stream()
                .filter(word -> vocabulary.has("german", word.form()))
                .count();
        capitalisesNouns = german * 10 >= words.size();
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

    /** Whether the word is written so somewhere, glue included. */
    boolean hasForm(String form) {
        return forms.contains(form);
    }

    /** Places of a word, ascending. */
    int[] places(String stem) {
        return occurrences.getOrDefault(stem, NOWHERE);
    }

    /** A stem that differs in its ending only, or is the head of a compound, or none. */
    @Nullable
    String alike(String stem) {
        if (stem.length() < PREFIX || stem.charAt(0) <= '9') {
            return null;
        }
        for (String candidate : some(byPrefix, stem.substring(0, PREFIX))) {
            int shared = shared(stem, candidate);
            if (shared > PREFIX - 1 && shared * 3 >= 2 * Math.max(stem.length(), candidate.length())) {
                return candidate;
            }
        }
        for (String candidate : some(bySuffix, stem.substring(stem.length() - PREFIX))) {
            boolean compound = Math.min(stem.length(), candidate.length()) > PREFIX
                    && (stem.endsWith(candidate) || candidate.endsWith(stem));
            if (compound) {
                return candidate;
            }
        }
        return null;
    }

    private static List<String> some(Map<String, List<String>> stems, String key) {
        List<String> all = stems.getOrDefault(key, List.of());
        return all.subList(0, Math.min(50, all.size()));
    }

    private static int shared(String one, String other) {
        int length = Math.min(one.length(), other.length());
        int shared = 0;
        while (shared < length && one.charAt(shared) == other.charAt(shared)) {
            shared++;
        }
        return shared;
    }

    Word word(int place) {
        return words.get(place);
    }

    int size() {
        return words.size();
    }

    int sentenceCount() {
        return sentenceStarts.size();
    }

    /** The sentence that a place is in. */
    int sentenceOf(int place) {
        return sentences[place];
    }

    /** The words of a sentence. */
    List<Word> sentence(int number) {
        int from = sentenceStarts.get(number);
        int to = number + 1 < sentenceStarts.size() ? sentenceStarts.get(number + 1) : words.size();
        return words.subList(from, to);
    }

    /** The stems of a sentence. */
    Set<String> stemsOf(int number) {
        Set<String> known = sentenceStems.get(number);
        if (known == null) {
            known = new HashSet<>();
            for (Word word : sentence(number)) {
                known.add(word.stem());
            }
            sentenceStems.set(number, known);
        }
        return known;
    }

    /** How the words of a sentence are written, glue included. */
    Set<String> formsOf(int number) {
        Set<String> known = sentenceForms.get(number);
        if (known == null) {
            known = new HashSet<>();
            for (Word word : sentence(number)) {
                known.add(word.form());
            }
            sentenceForms.set(number, known);
        }
        return known;
    }

    double weight(String stem) {
        return vocabulary.weight(stem);
    }
}
