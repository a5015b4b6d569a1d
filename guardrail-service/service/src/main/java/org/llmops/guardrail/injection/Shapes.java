package org.llmops.guardrail.injection;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.llmops.guardrail.detecting.CodePoint;

/** What is suspicious by its shape, whatever its words: payloads in links, faked turns, and floods. */
final class Shapes {
    private static final Rule IMAGE_PAYLOAD =
            new Rule("image-payload", false, "Has an image loaded from an address that can carry data away");
    private static final Rule LINK_PAYLOAD =
            new Rule("link-payload", false, "Holds an address with a place to fill data in");
    private static final Rule FAKED_TURNS = new Rule("faked-turns", true, "Holds several turns of a conversation");
    private static final Rule REPETITION = new Rule("repetition", false, "Repeats one word over and over");
    private static final Rule DELIMITER = new Rule("drawn-delimiter", false, "Draws a line and begins anew behind it");
    static final List<Rule> RULES = List.of(IMAGE_PAYLOAD, LINK_PAYLOAD, FAKED_TURNS, REPETITION, DELIMITER);

    private static final List<String> SPEAKERS = List.of(
            "user:", "human:", "assistant:", "ai:", "system:", "q:", "a:", "chatgpt:", "bot:", "question:", "answer:");
    private static final int MANY_TURNS = 3;
    private static final int MANY_REPETITIONS = 6;
    private static final int LONG_LINE = 10;

    /** What the shapes need, counted together in one number: a place for data in a link, turns, and lines. */
    private static final long[] COUNTED = new long[0x80];

    private static final long PLACE = 1;
    private static final long COLON = 1L << 21;
    private static final long DRAWN = 1L << 42;

    static {
        for (char sign : "{[$<".toCharArray()) {
            COUNTED[sign] = PLACE;
        }
        COUNTED[':'] = COLON;
        for (char sign : "-=#*_".toCharArray()) {
            COUNTED[sign] = DRAWN;
        }
    }

    private static final boolean[] ASCII_WORD = new boolean[0x80];

    static {
        for (char letter = 0; letter < ASCII_WORD.length; letter++) {
            ASCII_WORD[letter] = CodePoint.isAsciiAlphanumeric(letter);
        }
    }

    private Shapes() {}

    /**
     * @param lower the text in small letters
     * @param lowerOpen that with blanks where something is encoded: codes look odd, and count by what they say
     */
    static void find(char[] lower, char[] lowerOpen, Consumer<RuleHit> found) {
        long signs = count(lowerOpen);
        if ((lower == lowerOpen ? signs : count(lower)) % COLON > 0) {
            addresses(new String(lower), found);
        }
        if (signs % DRAWN / COLON >= MANY_TURNS) {
            turns(new String(lowerOpen), found);
        }
        words(lowerOpen, found);
        if (signs / DRAWN >= LONG_LINE) {
            delimiter(lowerOpen, found);
        }
    }

    private static long count(char[] lower) {
        long signs = 0;
        for (char letter : lower) {
            signs += letter < COUNTED.length ? COUNTED[letter] : 0;
        }
        return signs;
    }

    private static void addresses(String text, Consumer<RuleHit> found) {
        for (int start = text.indexOf("http"); start >= 0; start = text.indexOf("http", start + 4)) {
            int end = start;
            boolean query = false;
            boolean place = false;
            while (end < text.length() && !Character.isWhitespace(text.charAt(end)) && text.charAt(end) != ')') {
                char letter = text.charAt(end++);
                query |= letter == '?';
                place |= letter == '{' || letter == '[' || letter == '$' || letter == '<' && query;
            }
            boolean image = start > 1 && text.startsWith("](", start - 2) && text.lastIndexOf("![", start) >= 0;
            if (place) {
                found.accept(new RuleHit(LINK_PAYLOAD, start, end));
            }
            if (image && (query || place)) {
                found.accept(new RuleHit(IMAGE_PAYLOAD, start, end));
            }
        }
    }

    private static void turns(String text, Consumer<RuleHit> found) {
        int turns = 0;
        int first = 0;
        for (int colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', colon + 1)) {
            int start = speakerBefore(text, colon);
            if (start >= 0) {
                first = turns++ == 0 ? start : first;
                if (turns >= MANY_TURNS) {
                    found.accept(new RuleHit(FAKED_TURNS, first, colon + 1));
                }
            }
        }
    }

    /** Where the name of a speaker begins that ends with this colon, or -1. */
    private static int speakerBefore(String text, int colon) {
        for (String speaker : SPEAKERS) {
            int start = colon + 1 - speaker.length();
            boolean begins = start == 0 || start > 0 && !Character.isLetterOrDigit(text.charAt(start - 1));
            if (begins && text.startsWith(speaker, start)) {
                return start;
            }
        }
        return -1;
    }

    private static void words(char[] text, Consumer<RuleHit> found) {
        int previous = 0;
        int length = 0;
        int repeated = 0;
        int index = 0;
        while (index < text.length) {
            if (!isWord(text[index]) || CodePoint.isUnspaced(text[index])) {
                index++;
                continue;
            }
            int start = index;
            while (index < text.length && isWord(text[index])) {
                index++;
            }
            boolean same = length == index - start
                    && text[start] == text[previous]
                    && Arrays.equals(text, start, index, text, previous, previous + length);
            repeated = same ? repeated + 1 : 0;
            previous = start;
            length = index - start;
            if (repeated == MANY_REPETITIONS) {
                found.accept(new RuleHit(REPETITION, start, index));
            }
        }
    }

    private static boolean isWord(char letter) {
        return letter < ASCII_WORD.length ? ASCII_WORD[letter] : CodePoint.isAlphanumeric(letter);
    }

    /** A line of one sign, such as ten hyphens or equals signs, with text before it and behind. */
    private static void delimiter(char[] text, Consumer<RuleHit> found) {
        int run = 1;
        for (int index = 1; index < text.length; index++) {
            char letter = text[index];
            boolean drawn = letter == '-' || letter == '=' || letter == '#' || letter == '*' || letter == '_';
            run = drawn && letter == text[index - 1] ? run + 1 : 1;
            if (run == LONG_LINE) {
                found.accept(new RuleHit(DELIMITER, index + 1 - run, index + 1));
            }
        }
    }
}
