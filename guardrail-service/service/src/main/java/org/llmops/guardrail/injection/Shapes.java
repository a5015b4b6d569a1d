package org.llmops.guardrail.injection;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.llmops.guardrail.detecting.CodePoint;

/** What is suspicious by its shape, whatever its words: payloads in links, faked turns, floods, and strings that a search found. */
final class Shapes {
    private static final Rule IMAGE_PAYLOAD =
            new Rule("image-payload", false, "Has an image loaded from an address that can carry data away");
    private static final Rule LINK_PAYLOAD =
            new Rule("link-payload", false, "Holds an address with a place to fill data in");
    private static final Rule FAKED_TURNS = new Rule("faked-turns", true, "Holds several turns of a conversation");
    private static final Rule REPETITION = new Rule("repetition", false, "Repeats one word over and over");
    private static final Rule SCRAMBLED =
            new Rule("scrambled-suffix", true, "Mixes signs and fragments of words as adversarial suffixes do");
    private static final Rule SCRAMBLED_TRACES =
            new Rule("scrambled-traces", true, "Mixes signs and words more than prose does");
    private static final Rule DELIMITER = new Rule("drawn-delimiter", false, "Draws a line and begins anew behind it");
    static final List<Rule> RULES =
            List.of(IMAGE_PAYLOAD, LINK_PAYLOAD, FAKED_TURNS, REPETITION, SCRAMBLED, SCRAMBLED_TRACES, DELIMITER);

    private static final List<String> SPEAKERS = List.of(
            "user:", "human:", "assistant:", "ai:", "system:", "q:", "a:", "chatgpt:", "bot:", "question:", "answer:");
    private static final int MANY_TURNS = 3;
    private static final int MANY_REPETITIONS = 6;
    private static final int LONG_LINE = 10;
    private static final List<String> LINES = Stream.of("-", "=", "#", "*", "_")
            .map(sign -> sign.repeat(LONG_LINE))
            .toList();
    private static final int SCRAMBLED_WITHIN = 60;
    private static final long LAST_LETTERS = (1L << SCRAMBLED_WITHIN) - 1;
    private static final int SCRAMBLED_FROM = 8;

    private Shapes() {}

    /** @param open the same with blanks where something is encoded: codes look odd, and count by what they say */
    static void find(String text, String open, Consumer<RuleHit> found) {
        String all = new String(Markers.lower(text));
        addresses(all, found);
        String lower = open == text ? all : new String(Markers.lower(open));
        turns(lower, found);
        words(lower, found);
        delimiter(lower, found);
        scrambled(open, found);
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

    private static void words(String text, Consumer<RuleHit> found) {
        int previous = 0;
        int length = 0;
        int repeated = 0;
        int index = 0;
        while (index < text.length()) {
            if (!CodePoint.isAlphanumeric(text.charAt(index)) || CodePoint.isUnspaced(text.charAt(index))) {
                index++;
                continue;
            }
            int start = index;
            while (index < text.length() && CodePoint.isAlphanumeric(text.charAt(index))) {
                index++;
            }
            boolean same = length == index - start && text.regionMatches(start, text, previous, length);
            repeated = same ? repeated + 1 : 0;
            previous = start;
            length = index - start;
            if (repeated == MANY_REPETITIONS) {
                found.accept(new RuleHit(REPETITION, start, index));
            }
        }
    }

    private static boolean hasLine(String text) {
        for (String line : LINES) {
            if (text.contains(line)) {
                return true;
            }
        }
        return false;
    }

    /** A line of one sign, such as ten hyphens or equals signs, with text before it and behind. */
    private static void delimiter(String text, Consumer<RuleHit> found) {
        if (!hasLine(text)) {
            return;
        }
        int run = 1;
        for (int index = 1; index < text.length(); index++) {
            char letter = text.charAt(index);
            boolean drawn = letter == '-' || letter == '=' || letter == '#' || letter == '*' || letter == '_';
            run = drawn && letter == text.charAt(index - 1) ? run + 1 : 1;
            if (run == LONG_LINE) {
                found.accept(new RuleHit(DELIMITER, index + 1 - run, index + 1));
            }
        }
    }

    /** Counts where signs of different kinds touch, or a capital stands behind a small letter, among sixty letters. */
    private static void scrambled(CharSequence text, Consumer<RuleHit> found) {
        // A bit for each of the last sixty-four letters.
        long odd = 0;
        boolean traces = false;
        for (int index = 1; index < text.length(); index++) {
            odd = odd << 1 | (isOdd(text.charAt(index - 1), text.charAt(index)) ? 1 : 0);
            int count = Long.bitCount(odd & LAST_LETTERS);
            if (count >= SCRAMBLED_FROM) {
                found.accept(new RuleHit(SCRAMBLED, Math.max(0, index - SCRAMBLED_WITHIN), index + 1));
                return;
            }
            if (count >= SCRAMBLED_FROM / 2 && !traces) {
                traces = true;
                found.accept(new RuleHit(SCRAMBLED_TRACES, Math.max(0, index - SCRAMBLED_WITHIN), index + 1));
            }
        }
    }

    /** Signs that touch, a word that runs into a bracket, a capital behind a small letter; but no call of code. */
    private static boolean isOdd(char before, char letter) {
        if (letter >= 'a' && letter <= 'z' || letter == ' ') {
            return false;
        }
        boolean signs = isSign(before) && isSign(letter) && before != letter;
        boolean bracket = Character.isLetter(before) && (letter == '{' || letter == '[' || letter == '<');
        return signs || bracket || Character.isLowerCase(before) && Character.isUpperCase(letter);
    }

    private static boolean isSign(char letter) {
        return letter > ' ' && letter < 0x7F && !CodePoint.isAsciiAlphanumeric(letter);
    }
}
