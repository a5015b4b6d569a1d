package org.llmops.guardrail.answers;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON as people and models write it, and writes it down as it should be: in one pass, always the same way, and without
 * adding a value. What was cut off at the end is left out together with its key, since nobody knows how it went on.
 */
final class LenientJson {
    static final int MAX_DEPTH = 64;

    private final String text;
    private final StringBuilder out = new StringBuilder();
    private final Set<Repair> repairs = EnumSet.noneOf(Repair.class);
    private int at;
    private int depth;

    private LenientJson(String text, int from) {
        this.text = text;
        this.at = from;
    }

    /** What came of it. */
    record Repaired(String json, Set<Repair> repairs) {}

    /** The object or array that the text has, or nothing if there is no way to read one. */
    static @Nullable Repaired repair(String text) {
        int from = start(text);
        if (from < 0) {
            return null;
        }
        LenientJson reading = new LenientJson(text, from);
        try {
            reading.value();
            reading.rest(from);
        } catch (Unreadable unreadable) {
            return null;
        }
        return new Repaired(reading.out.toString(), Set.copyOf(reading.repairs));
    }

    /** The first bracket, of a code fence if there is one: the prose before it may have brackets of its own. */
    private static int start(String text) {
        int fence = text.indexOf("```");
        int from = fence < 0 ? 0 : fence + 3;
        int object = text.indexOf('{', from);
        int array = text.indexOf('[', from);
        return object < 0 || array >= 0 && array < object ? array : object;
    }

    /** Behind the JSON may stand prose, but no second JSON: then nobody knows which one is meant. */
    private void rest(int from) throws Unreadable {
        if (!text.substring(0, from).isBlank() || !text.substring(at).isBlank()) {
            repairs.add(Repair.SURROUNDINGS);
        }
        if (text.indexOf('{', at) >= 0 || text.indexOf('[', at) >= 0) {
            throw new Unreadable();
        }
    }

    /** Whether a value could be read to its end. */
    private boolean value() throws Unreadable {
        if (at >= text.length()) {
            return false;
        }
        char first = text.charAt(at);
        return switch (first) {
            case '{' -> container('}');
            case '[' -> container(']');
            case '"', '\'', '\u201C', '\u2018' -> string();
            default -> word();
        };
    }

    /** Always ends well: what is cut off in it is left out, and it is closed. */
    private boolean container(char closing) throws Unreadable {
        if (++depth > MAX_DEPTH) {
            throw new Unreadable();
        }
        out.append(text.charAt(at++));
        boolean empty = true;
        while (true) {
            boolean comma = commas(empty);
            if (at >= text.length()) {
                repairs.add(Repair.TRUNCATED_TAIL);
                break;
            }
            if (text.charAt(at) == closing) {
                at++;
                if (comma) {
                    repairs.add(Repair.TRAILING_COMMA);
                }
                break;
            }
            if (!comma && !empty) {
                repairs.add(Repair.MISSING_COMMA);
            }
            int kept = out.length();
            if (!empty) {
                out.append(',');
            }
            if (!(closing == '}' ? member() : value())) {
                out.setLength(kept);
                repairs.add(Repair.TRUNCATED_TAIL);
                at = text.length();
                break;
            }
            empty = false;
        }
        out.append(closing);
        depth--;
        return true;
    }

    /** Whether there was a comma; two in a row, or one at the start, would stand for a value that is not there. */
    private boolean commas(boolean empty) throws Unreadable {
        space();
        if (at >= text.length() || text.charAt(at) != ',') {
            return false;
        }
        at++;
        space();
        boolean another = at < text.length() && text.charAt(at) == ',';
        if (empty || another) {
            throw new Unreadable();
        }
        return true;
    }

    private boolean member() throws Unreadable {
        char first = text.charAt(at);
        boolean quoted = first == '"' || first == '\'' || first == '\u201C' || first == '\u2018';
        if (!(quoted ? string() : key())) {
            return false;
        }
        space();
        if (at >= text.length()) {
            return false;
        }
        if (text.charAt(at) != ':') {
            throw new Unreadable();
        }
        at++;
        out.append(':');
        space();
        return value();
    }

    private boolean key() throws Unreadable {
        int start = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "_-$".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        if (at == start) {
            throw new Unreadable();
        }
        repairs.add(Repair.UNQUOTED_KEY);
        out.append('"').append(text, start, at).append('"');
        return at < text.length();
    }

    private boolean string() throws Unreadable {
        char opening = text.charAt(at++);
        char closing = opening == '\u201C' ? '\u201D' : opening == '\u2018' ? '\u2019' : opening;
        if (opening != '"') {
            repairs.add(Repair.SINGLE_QUOTES);
        }
        out.append('"');
        while (at < text.length()) {
            char character = text.charAt(at++);
            if (character == closing) {
                out.append('"');
                return true;
            }
            if (character == '\\') {
                if (!escape()) {
                    return false;
                }
            } else if (character == '"') {
                out.append("\\\"");
            } else if (character < ' ') {
                repairs.add(Repair.CONTROL_CHARACTER);
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) character));
            } else {
                out.append(character);
            }
        }
        return false;
    }

    private boolean escape() throws Unreadable {
        if (at >= text.length()) {
            return false;
        }
        char escaped = text.charAt(at++);
        if ("\"\\/bfnrt".indexOf(escaped) >= 0) {
            out.append('\\').append(escaped);
            return true;
        }
        if (escaped == 'u') {
            return codeUnit();
        }
        if (escaped == 'x') {
            throw new Unreadable();
        }
        repairs.add(Repair.ESCAPE);
        if (escaped >= ' ') {
            out.append(escaped);
        }
        return true;
    }

    private boolean codeUnit() throws Unreadable {
        if (at + 4 > text.length()) {
            return false;
        }
        for (int index = at; index < at + 4; index++) {
            if (Character.digit(text.charAt(index), 16) < 0 || text.charAt(index) >= 0x80) {
                throw new Unreadable();
            }
        }
        out.append("\\u").append(text, at, at + 4);
        at += 4;
        return true;
    }

    /** A number or a literal. At the very end of the text it may have been cut off. */
    private boolean word() throws Unreadable {
        int start = at;
        while (at < text.length() && isWord(text.charAt(at))) {
            at++;
        }
        if (at == text.length() && depth > 0) {
            return false;
        }
        String word = text.substring(start, at);
        switch (word) {
            case "true", "false", "null" -> out.append(word);
            case "True", "False" -> {
                repairs.add(Repair.PYTHON_LITERAL);
                out.append(word.toLowerCase(Locale.ROOT));
            }
            case "None" -> {
                repairs.add(Repair.PYTHON_LITERAL);
                out.append("null");
            }
            default -> number(word);
        }
        return true;
    }

    private static boolean isWord(char character) {
        return character < 0x80 && (Character.isLetterOrDigit(character) || "+-._".indexOf(character) >= 0);
    }

    /** {@code +1}, {@code .5} and {@code 5.} mean what they seem to; anything else is no number. */
    private void number(String word) throws Unreadable {
        int index = 0;
        StringBuilder number = new StringBuilder();
        if (index < word.length() && (word.charAt(index) == '-' || word.charAt(index) == '+')) {
            number.append(word.charAt(index++) == '-' ? "-" : "");
        }
        int whole = digits(word, index);
        boolean leadingZero = whole - index > 1 && word.charAt(index) == '0';
        number.append(whole == index ? "0" : word.substring(index, whole));
        int end = whole;
        if (end < word.length() && word.charAt(end) == '.') {
            int fraction = digits(word, end + 1);
            if (whole == index && fraction == end + 1) {
                throw new Unreadable();
            }
            number.append(fraction == end + 1 ? "" : word.substring(end, fraction));
            end = fraction;
        } else if (whole == index) {
            throw new Unreadable();
        }
        end = exponent(word, end, number);
        if (end != word.length() || leadingZero) {
            throw new Unreadable();
        }
        if (!number.toString().equals(word)) {
            repairs.add(Repair.NUMBER);
        }
        out.append(number);
    }

    private static int exponent(String word, int from, StringBuilder number) throws Unreadable {
        if (from >= word.length() || (word.charAt(from) | 0x20) != 'e') {
            return from;
        }
        int signed = from + 1;
        if (signed < word.length() && (word.charAt(signed) == '-' || word.charAt(signed) == '+')) {
            signed++;
        }
        int end = digits(word, signed);
        if (end == signed) {
            throw new Unreadable();
        }
        number.append(word, from, end);
        return end;
    }

    private static int digits(String word, int from) {
        int end = from;
        while (end < word.length() && word.charAt(end) >= '0' && word.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    /** Skips blanks and comments. */
    private void space() {
        while (at < text.length()) {
            char character = text.charAt(at);
            if (character <= ' ' || character == '\u00A0' || character == '\uFEFF') {
                at++;
            } else if (character == '#' || text.startsWith("//", at)) {
                repairs.add(Repair.COMMENT);
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (text.startsWith("/*", at)) {
                repairs.add(Repair.COMMENT);
                int end = text.indexOf("*/", at + 2);
                at = end < 0 ? text.length() : end + 2;
            } else {
                break;
            }
        }
    }

    /** Nobody can say what is meant. */
    private static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable() {
            super(null, null, false, false);
        }
    }
}
