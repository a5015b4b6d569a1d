package org.llmops.guardrail.rules;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.Character.UnicodeScript;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.llmops.guardrail.detecting.CodePoint;
import org.llmops.guardrail.detecting.Passage;
import org.llmops.guardrail.detecting.PassageWords;
import org.llmops.guardrail.matching.WordTable;
import org.llmops.guardrail.normalising.Signs;

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

    /** Scripts that tell less, and who uses them. */
    private static final Map<UnicodeScript, List<String>> SHARED = Map.of(
            UnicodeScript.CYRILLIC, List.of("bg", "ru", "sr", "uk"),
            UnicodeScript.ARABIC, List.of("ar", "fa", "ur"));

    /** By word, and by letter, the languages that use it often. */
    private static final Map<String, List<String>> EVIDENCE = read();

    /** Those languages in the order of their names, so that equal evidence always leads to the same guess. */
    private static final List<String> NAMES =
            EVIDENCE.values().stream().flatMap(List::stream).distinct().sorted().toList();

    /** The same by their places among the names, a bit each. */
    private static final Map<String, Long> VOTES = EVIDENCE.entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(
                    Map.Entry::getKey,
                    each -> each.getValue().stream()
                            .mapToLong(name -> 1L << NAMES.indexOf(name))
                            .sum()));

    private static final long NOBODY = 0;

    /** What evidence counts for each of so many languages. */
    private static final double[] SHARES = IntStream.rangeClosed(0, NAMES.size())
            .mapToDouble(count -> 1.0 / count)
            .toArray();

    private static final WordTable<Long> WORDS = new WordTable<>(VOTES, NOBODY);

    /** With four times as many places as words, each word finds one of two. */
    private static final int SLOTS = Integer.highestOneBit(VOTES.size()) * 16;

    /** The same words but for single letters, each in one of two slots that its hash tells: the hash, and the languages. */
    private static final long[] BY_HASH = byHash();

    /** What single letters say, of the scripts where hardly any says something; those of ASCII say nothing. */
    private static final long[] LETTERS = IntStream.range(0, 0x250)
            .mapToLong(letter -> VOTES.getOrDefault(String.valueOf((char) letter), NOBODY))
            .toArray();

    /** Of ASCII, the lower-case letters that words consist of, and the apostrophe; 0 for anything else. */
    private static final char[] ASCII = ascii();

    private static final UnicodeScript[] SCRIPTS = UnicodeScript.values();

    private Languages() {}

    /** All languages that a guess can be. */
    static List<String> known() {
        TreeSet<String> known = new TreeSet<>(BY_SCRIPT.values());
        known.addAll(NAMES);
        return List.copyOf(known);
    }

    /** The code of the language (ISO 639-1), or {@link #UNKNOWN}. */
    static String guess(String text) {
        return Signs.of(text).areBeyondAscii() ? byScript(text) : byWords(text);
    }

    /** The same of a passage. */
    static String guess(Passage passage) {
        Signs signs = passage.signs();
        if (signs.areBeyondAscii()) {
            return byScript(passage.text());
        }
        if (signs.have('\'')) {
            return byWords(passage.text());
        }
        PassageWords words = passage.words();
        return words == null ? byWords(passage.text()) : byWords(words.ofLetters());
    }

    private static String byScript(String text) {
        int[] letters = lettersByScript(text);
        int all = 0;
        int own = 0;
        UnicodeScript most = UnicodeScript.UNKNOWN;
        for (UnicodeScript script : SCRIPTS) {
            int count = letters[script.ordinal()];
            all += count;
            if (count > 0 && BY_SCRIPT.containsKey(script)) {
                own += count;
                most = count > letters[most.ordinal()] ? script : most;
            }
        }
        if (own < 2 || own * 2 < all) {
            return byWords(text.toLowerCase(Locale.ROOT));
        }
        // Japanese mixes scripts; Chinese has no kana at all.
        int kana = letters[UnicodeScript.HIRAGANA.ordinal()] + letters[UnicodeScript.KATAKANA.ordinal()];
        return kana * 10 > own ? "ja" : BY_SCRIPT.getOrDefault(most, UNKNOWN);
    }

    /**
     * The script that most letters are of, if several languages share it, so that a few words do not tell which, but none
     * of these does; else nothing. Latin letters are among all languages.
     */
    static String sharedScript(String text, List<String> languages) {
        int[] letters = lettersByScript(text);
        int all = Arrays.stream(letters).sum();
        for (Map.Entry<UnicodeScript, List<String>> shared : SHARED.entrySet()) {
            int own = letters[shared.getKey().ordinal()];
            if (own > 1 && own * 2 > all && shared.getValue().stream().noneMatch(languages::contains)) {
                return shared.getKey().name().toLowerCase(Locale.ROOT);
            }
        }
        return "";
    }

    private static int[] lettersByScript(String text) {
        int[] letters = new int[SCRIPTS.length];
        for (int index = 0; index < text.length(); ) {
            int codePoint = text.codePointAt(index);
            if (codePoint < 0x80) {
                letters[UnicodeScript.LATIN.ordinal()] += CodePoint.isAsciiLetter(codePoint) ? 1 : 0;
            } else if (Character.isLetter(codePoint)) {
                letters[UnicodeScript.of(codePoint).ordinal()]++;
            }
            index += Character.charCount(codePoint);
        }
        return letters;
    }

    /** The same of ASCII without an apostrophe, of which the words are known. */
    private static String byWords(PassageWords words) {
        if (words.count() < MIN_WORDS) {
            return UNKNOWN;
        }
        Votes votes = new Votes();
        for (int word = 0; word < words.count(); word++) {
            long hash = words.hash(word);
            votes.add(languages(BY_HASH, firstSlot(hash), hash) | languages(BY_HASH, secondSlot(hash), hash));
        }
        return votes.leading();
    }

    /** Those of a word if it has this slot; without a choice, since nobody can tell beforehand which words are known. */
    private static long languages(long[] table, int slot, long hash) {
        long difference = table[slot] ^ hash;
        return table[slot + 1] & ~((difference | -difference) >> Long.SIZE - 1);
    }

    private static int firstSlot(long hash) {
        return (int) hash & SLOTS - 2;
    }

    private static int secondSlot(long hash) {
        return (int) (hash >>> Integer.SIZE) & SLOTS - 2;
    }

    /** Who finds both of its slots taken moves out who is there to their other one (Pagh and Rodler, 2001). */
    private static long[] byHash() {
        long[] table = new long[SLOTS];
        VOTES.forEach((word, languages) -> {
            int[] letters = word.chars().toArray();
            // One letter is evidence as a letter, and a word of one letter belongs to many languages.
            if (letters.length > 1) {
                long hash = PassageWords.hash(letters, letters.length);
                long value = languages;
                int slot = firstSlot(hash);
                while (value != NOBODY) {
                    long movedHash = table[slot];
                    long moved = table[slot + 1];
                    table[slot] = hash;
                    table[slot + 1] = value;
                    hash = movedHash;
                    value = moved;
                    slot = slot == firstSlot(hash) ? secondSlot(hash) : firstSlot(hash);
                }
            }
        });
        return table;
    }

    /** @param text in lower case, but for ASCII */
    private static String byWords(String text) {
        Votes votes = new Votes();
        char[] word = new char[WORDS.longest()];
        int words = 0;
        int length = 0;
        int hash = 0;
        for (int index = 0; index <= text.length(); index++) {
            char letter = index < text.length() ? letter(text.charAt(index)) : 0;
            if (letter != 0) {
                if (length < word.length) {
                    word[length] = letter;
                }
                hash = 31 * hash + letter;
                length++;
                if (letter >= ASCII.length) {
                    votes.add(
                            letter < LETTERS.length
                                    ? LETTERS[letter]
                                    : VOTES.getOrDefault(String.valueOf(letter), NOBODY));
                }
            } else if (length > 0) {
                words++;
                // One letter is evidence as a letter already, and a word of one letter belongs to many languages.
                if (length > 1 && length <= word.length) {
                    votes.add(WORDS.find(word, length, hash));
                }
                length = 0;
                hash = 0;
            }
        }
        return words < MIN_WORDS ? UNKNOWN : votes.leading();
    }

    /** The lower case of what words consist of, of a text that is in lower case but for ASCII; 0 for anything else. */
    private static char letter(char character) {
        if (character < ASCII.length) {
            return ASCII[character];
        }
        boolean isPart = Character.isLetter(character) || Character.getType(character) == Character.NON_SPACING_MARK;
        return isPart ? character : 0;
    }

    private static char[] ascii() {
        char[] letters = new char[0x80];
        for (char letter = 'a'; letter <= 'z'; letter++) {
            letters[letter] = letter;
            letters[Character.toUpperCase(letter)] = letter;
        }
        letters['\''] = '\'';
        return letters;
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

    /** What the evidence of a text says together. */
    private static final class Votes {
        /** Behind those of the languages, what counts for none. */
        private final double[] votes = new double[NAMES.size() + 1];

        /** A bit for each language that has some: of some thirty, a text has words of a few. */
        private long touched;

        /** Evidence that several languages share counts less for each of them. */
        void add(long languages) {
            double share = SHARES[Long.bitCount(languages)];
            touched |= languages;
            votes[Long.numberOfTrailingZeros(languages | 1L << NAMES.size())] += share;
            for (long more = languages & languages - 1; more != 0; more &= more - 1) {
                votes[Long.numberOfTrailingZeros(more)] += share;
            }
        }

        String leading() {
            String best = UNKNOWN;
            double most = 0;
            double second = 0;
            for (long left = touched; left != 0; left &= left - 1) {
                int language = Long.numberOfTrailingZeros(left);
                if (votes[language] > most) {
                    second = most;
                    most = votes[language];
                    best = NAMES.get(language);
                } else {
                    second = Math.max(second, votes[language]);
                }
            }
            return most >= MIN_EVIDENCE && most >= second * MIN_LEAD ? best : UNKNOWN;
        }
    }
}
