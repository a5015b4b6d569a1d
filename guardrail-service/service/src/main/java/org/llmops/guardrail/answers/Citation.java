package org.llmops.guardrail.answers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.llmops.guardrail.detecting.CodePoint;
import org.llmops.guardrail.normalising.Signs;

/**
 * A reference in a text.
 *
 * @param id what it refers to: a number or name, a URL, or {@code author year}
 * @param start in {@code char}s
 */
record Citation(Style style, String id, int start, int end) {
    private static final int MAX_ID = 40;
    private static final Signs DIGITS = Signs.of("0123456789");

    /** How references are written. */
    enum Style {
        /** {@code [1]}, {@code [1, 3]}, {@code [doc-2]}, {@code 【1†source】}. */
        BRACKETS,
        /** {@code [^1]}. */
        FOOTNOTE,
        /** {@code (Keller, 2020)}, {@code (Keller et al., 2020)}. */
        AUTHOR_YEAR,
        /** {@code https://…}. */
        URL;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether a text with these characters may have a reference. */
    static boolean mayBeIn(Signs signs) {
        return signs.have('[') && signs.have(']')
                || signs.have('(') && signs.have(')') && signs.have(',') && signs.haveAnyOf(DIGITS)
                || signs.have(':') && signs.have('/')
                || signs.areBeyondAscii();
    }

    /** All references of a text in their order, found in one pass. */
    static List<Citation> in(String text) {
        List<Citation> citations = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char character = text.charAt(at);
            int next = at + 1;
            if (character == '[' || character == '\u3010') {
                next = brackets(text, at, character == '[' ? ']' : '\u3011', citations);
            } else if (character == '(') {
                next = authorYear(text, at, citations);
            } else if (character == 'h' && (text.startsWith("https://", at) || text.startsWith("http://", at))) {
                next = url(text, at, citations);
            }
            at = next;
        }
        return citations;
    }

    private static int brackets(String text, int start, char closing, List<Citation> citations) {
        int limit = Math.min(text.length(), start + MAX_ID + 2);
        int end = start + 1;
        boolean named = end < limit && text.charAt(end) == '^';
        while (end < limit && text.charAt(end) != closing && text.charAt(end) != '\n') {
            named |= CodePoint.isAsciiDigit(text.charAt(end++));
        }
        // A link's text, [here](https://…), is no reference; its URL is one.
        boolean closed = named && end < limit && text.charAt(end) == closing;
        if (!closed || end + 1 < text.length() && text.charAt(end + 1) == '(') {
            return start + 1;
        }
        String inside = text.substring(start + 1, end);
        if (inside.startsWith("^")) {
            add(Style.FOOTNOTE, inside.substring(1), start, end + 1, citations);
            return end + 1;
        }
        int dagger = inside.indexOf('\u2020');
        List<String> ids = parts(dagger < 0 ? inside : inside.substring(0, dagger));
        for (String id : ids) {
            if (!isId(id)) {
                return start + 1;
            }
        }
        for (String id : ids) {
            add(Style.BRACKETS, id, start, end + 1, citations);
        }
        return end + 1;
    }

    private static List<String> parts(String list) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int index = 0; index <= list.length(); index++) {
            if (index == list.length() || list.charAt(index) == ',' || list.charAt(index) == ';') {
                parts.add(list.substring(from, index).strip());
                from = index + 1;
            }
        }
        return parts;
    }

    /** A name without blanks that has a digit: {@code [sic]} and {@code [x]} refer to nothing. */
    private static boolean isId(String id) {
        boolean digit = false;
        for (int index = 0; index < id.length(); index++) {
            char character = id.charAt(index);
            digit |= CodePoint.isAsciiDigit(character);
            if (!Character.isLetterOrDigit(character) && "-_.:#/".indexOf(character) < 0) {
                return false;
            }
        }
        return digit;
    }

    private static int authorYear(String text, int start, List<Citation> citations) {
        if (start + 1 == text.length() || !Character.isUpperCase(text.charAt(start + 1))) {
            return start + 1;
        }
        int limit = Math.min(text.length(), start + 80);
        int end = start + 1;
        while (end < limit && text.charAt(end) != ')' && text.charAt(end) != '\n') {
            end++;
        }
        if (end >= limit || text.charAt(end) != ')') {
            return start + 1;
        }
        String inside = text.substring(start + 1, end);
        int comma = inside.lastIndexOf(',');
        String year = inside.substring(comma + 1).strip();
        boolean isYear = year.length() >= 4
                && year.length() <= 5
                && year.chars().limit(4).allMatch(digit -> digit >= '0' && digit <= '9');
        if (comma < 0 || !isYear) {
            return start + 1;
        }
        int name = 1;
        while (name < comma && Character.isLetter(inside.charAt(name))) {
            name++;
        }
        add(Style.AUTHOR_YEAR, inside.substring(0, name) + " " + year.substring(0, 4), start, end + 1, citations);
        return end + 1;
    }

    private static int url(String text, int start, List<Citation> citations) {
        int end = start;
        while (end < text.length()
                && !Character.isWhitespace(text.charAt(end))
                && "<>\"'`|\\^{}[]".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        while (end > start && ".,;:!?)*_\u3002".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        add(Style.URL, canonical(text.substring(start, end)), start, end, citations);
        return Math.max(end, start + 1);
    }

    /** Scheme, case of the host, fragment and a last slash make no other page. */
    static String canonical(String url) {
        String bare = url.substring(url.indexOf("://") + 3);
        int fragment = bare.indexOf('#');
        bare = fragment < 0 ? bare : bare.substring(0, fragment);
        int slash = bare.indexOf('/');
        bare = slash < 0
                ? bare.toLowerCase(Locale.ROOT)
                : bare.substring(0, slash).toLowerCase(Locale.ROOT) + bare.substring(slash);
        return bare.endsWith("/") ? bare.substring(0, bare.length() - 1) : bare;
    }

    private static void add(Style style, String id, int start, int end, List<Citation> citations) {
        citations.add(new Citation(style, style == Style.URL ? id : id.toLowerCase(Locale.ROOT), start, end));
    }
}
