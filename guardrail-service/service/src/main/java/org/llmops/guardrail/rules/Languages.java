package org.llmops.guardrail.rules;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.Character.UnicodeScript;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Tells languages apart: by their script where it is theirs alone, else by their most frequent words and the letters that
 * only they use.
 */
final class Languages {
    /** Nobody knows. */
    static final String UNKNOWN = "";

    /** More text makes a guess no better, in {@code char}s. */
    static final int ENOUGH = 2_000;

    private static final String RESOURCE = "languages.txt";
    private static final int MIN_WORDS = 4;
    private static final double MIN_EVIDENCE = 1.2;
    private static final double MIN_LEAD = 1.25;

    private static final Map<UnicodeScript, String> BY_SCRIPT = new EnumMap<>(Map.ofEntries(
            Map.entry(UnicodeScript.HIRAGANA, "ja"),
            Map.entry(UnicodeScript.KATAKANA, "ja"),
            Map.entry(UnicodeScript.HANGUL, "ko"),
            Map.entry(UnicodeScript.HAN, "zh"),
            Map.entry(UnicodeScript.THAI, "th"),
            Map.entry(UnicodeScript.HEBREW, "he"),
            Map.entry(UnicodeScript.GREEK, "el"),
            Map.entry(UnicodeScript.DEVANAGARI, "hi"),
            Map.entry(UnicodeScript.BENGALI, "bn"),
            Map.entry(UnicodeScript.TAMIL, "ta"),
            Map.entry(UnicodeScript.TELUGU, "te"),
            Map.entry(UnicodeScript.GUJARATI, "gu"),
            Map.entry(UnicodeScript.GURMUKHI, "pa"),
            Map.entry(UnicodeScript.KANNADA, "kn"),
            Map.entry(UnicodeScript.MALAYALAM, "ml"),
            Map.entry(UnicodeScript.SINHALA, "si"),
            Map.entry(UnicodeScript.KHMER, "km"),
            Map.entry(UnicodeScript.LAO, "lo"),
            Map.entry(UnicodeScript.MYANMAR, "my"),
            Map.entry(UnicodeScript.GEORGIAN, "ka"),
            Map.entry(UnicodeScript.ARMENIAN, "hy"),
            Map.entry(UnicodeScript.ETHIOPIC, "am")));

    /** By word, and by letter, the languages that use it often. */
    private static final Map<String, List<String>> EVIDENCE = read();

    private Languages() {}

    /** All languages that a guess can be. */
    static List<String> known() {
        TreeSet<String> known = new TreeSet<>(BY_SCRIPT.values());
        EVIDENCE.values().forEach(known::addAll);
        return List.copyOf(known);
    }

    /** The code of the language (ISO 639-1), or {@link #UNKNOWN}. */
    static String guess(String text) {
        Map<UnicodeScript, Integer> scripts = scripts(text);
        int all = scripts.values().stream().mapToInt(Integer::intValue).sum();
        int own = BY_SCRIPT.keySet().stream()
                .mapToInt(script -> scripts.getOrDefault(script, 0))
                .sum();
        if (own < 2 || own * 2 < all) {
            return byWords(text);
        }
        // Japanese mixes scripts; Chinese has no kana at all.
        int kana = scripts.getOrDefault(UnicodeScript.HIRAGANA, 0) + scripts.getOrDefault(UnicodeScript.KATAKANA, 0);
        if (kana * 10 > own) {
            return "ja";
        }
        return scripts.entrySet().stream()
                .filter(entry -> BY_SCRIPT.containsKey(entry.getKey()))
                .max(Map.Entry.comparingByValue())
                .map(entry -> BY_SCRIPT.getOrDefault(entry.getKey(), UNKNOWN))
                .orElse(UNKNOWN);
    }

    private static Map<UnicodeScript, Integer> scripts(String text) {
        Map<UnicodeScript, Integer> scripts = new EnumMap<>(UnicodeScript.class);
        text.codePoints()
                .filter(Character::isLetter)
                .forEach(letter -> scripts.merge(UnicodeScript.of(letter), 1, Integer::sum));
        return scripts;
    }

    private static String byWords(String text) {
        Map<String, Double> votes = new HashMap<>();
        int words = 0;
        String lower = text.toLowerCase(Locale.ROOT);
        for (int start = 0; start < lower.length(); ) {
            int end = start;
            while (end < lower.length() && isWord(lower.charAt(end))) {
                vote(lower.substring(end, end + 1), votes);
                end++;
            }
            if (end > start) {
                words++;
                // One letter is evidence as a letter already, and a word of one letter belongs to many languages.
                if (end - start > 1) {
                    vote(lower.substring(start, end), votes);
                }
            }
            start = end + 1;
        }
        return words < MIN_WORDS ? UNKNOWN : leading(votes);
    }

    /** Evidence that several languages share counts less for each of them. */
    private static void vote(String evidence, Map<String, Double> votes) {
        List<String> languages = EVIDENCE.getOrDefault(evidence, List.of());
        languages.forEach(language -> votes.merge(language, 1.0 / languages.size(), Double::sum));
    }

    private static String leading(Map<String, Double> votes) {
        String best = UNKNOWN;
        double most = 0;
        double second = 0;
        // In the order of their names, so that equal evidence always leads to the same guess.
        for (Map.Entry<String, Double> vote : new TreeMap<>(votes).entrySet()) {
            if (vote.getValue() > most) {
                second = most;
                most = vote.getValue();
                best = vote.getKey();
            } else {
                second = Math.max(second, vote.getValue());
            }
        }
        return most >= MIN_EVIDENCE && most >= second * MIN_LEAD ? best : UNKNOWN;
    }

    private static boolean isWord(char character) {
        return Character.isLetter(character)
                || character == '\''
                || Character.getType(character) == Character.NON_SPACING_MARK;
    }

    private static Map<String, List<String>> read() {
        Map<String, List<String>> evidence = new HashMap<>();
        try (InputStream in = Languages.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("The resource " + RESOURCE + " is missing");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int colon = line.indexOf(':');
                if (colon == 2) {
                    for (String word : line.substring(colon + 1).strip().split(" ", -1)) {
                        evidence.merge(word, List.of(line.substring(0, colon)), Languages::joined);
                    }
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return Map.copyOf(evidence);
    }

    private static List<String> joined(List<String> some, List<String> more) {
        TreeSet<String> joined = new TreeSet<>(some);
        joined.addAll(more);
        return List.copyOf(joined);
    }
}
