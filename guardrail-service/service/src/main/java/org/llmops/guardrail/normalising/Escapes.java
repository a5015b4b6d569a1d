package org.llmops.guardrail.normalising;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** Undoes escapes of URLs, of HTML and of string literals, in place: what stands around them is kept. */
final class Escapes {
    /** The longest escape: an HTML reference with leading zeros. */
    private static final int MAX_LENGTH = 12;

    /** Percent-encoded bytes are decoded in rows of at most so many. */
    private static final int MAX_BYTES = 4096;

    private static final Map<String, Character> NAMED = Map.ofEntries(
            Map.entry("lt", '<'),
            Map.entry("gt", '>'),
            Map.entry("amp", '&'),
            Map.entry("quot", '"'),
            Map.entry("apos", '\''),
            Map.entry("nbsp", ' '),
            Map.entry("colon", ':'),
            Map.entry("sol", '/'),
            Map.entry("lpar", '('),
            Map.entry("rpar", ')'),
            Map.entry("Tab", '\t'),
            Map.entry("NewLine", '\n'),
            Map.entry("excl", '!'),
            Map.entry("period", '.'),
            Map.entry("comma", ','),
            Map.entry("hellip", '…'));

    /** So many letters in a row that nobody has to escape were escaped to be disguised. */
    private static final int MANY_NEEDLESS = 4;

    /** What a backslash makes another character or, in a pattern, a class of characters of. */
    private static final String MEANT = "nrtbfvaexuUdDwWsSBAzZpPk";

    private Escapes() {}

    static void decode(Mapped source, Decoding.Pieces pieces) {
        decode('%', "url", source, pieces);
        decode('&', "html", source, pieces);
        decode('\\', "escape", source, pieces);
    }

    private static void decode(char mark, String encoding, Mapped source, Decoding.Pieces pieces) {
        String text = source.text();
        int first = text.indexOf(mark);
        if (first < 0 || pieces.areFull()) {
            return;
        }
        Mapped.Writer writer = source.writer();
        writer.copy(0, first);
        int index = first;
        int undone = 0;
        Row row = Row.NONE;
        while (index < text.length()) {
            if (mark == '\\' && text.charAt(index) == mark && index >= row.end()) {
                row = Row.from(text, index);
            }
            int end = index;
            if (row.needless() && index < row.end()) {
                int escaped = text.codePointAt(index + 1);
                end += 1 + Character.charCount(escaped);
                writer.addCodePoint(escaped, index, end);
            } else if (text.charAt(index) == mark) {
                end = undo(mark, text, index, writer);
            }
            if (end == index) {
                writer.copy(index, index + 1);
                index++;
            } else {
                undone++;
                index = end;
            }
        }
        if (undone > 0) {
            pieces.add(encoding, writer.done());
        }
    }

    /** Writes what the escape at this index stands for; returns where it ends, or the index if it is none. */
    private static int undo(char mark, String text, int index, Mapped.Writer writer) {
        return switch (mark) {
            case '%' -> percent(text, index, writer);
            case '&' -> reference(text, index, writer);
            default -> literal(text, index, writer);
        };
    }

    private static int percent(String text, int from, Mapped.Writer writer) {
        byte[] bytes = new byte[16];
        int count = 0;
        int index = from;
        while (count < MAX_BYTES && index + 3 <= text.length() && text.charAt(index) == '%') {
            int value = number(text, index + 1, index + 3, 16);
            if (value < 0) {
                break;
            }
            if (count == bytes.length) {
                bytes = Arrays.copyOf(bytes, count * 2);
            }
            bytes[count++] = (byte) value;
            index += 3;
        }
        boolean ascii = true;
        for (int at = 0; at < count; at++) {
            ascii &= bytes[at] >= 0;
        }
        if (ascii) {
            for (int at = 0; at < count; at++) {
                writer.add((char) bytes[at], from + 3 * at, from + 3 * at + 3);
            }
        } else {
            writer.add(new String(bytes, 0, count, StandardCharsets.UTF_8), from, index);
        }
        return index;
    }

    private static int reference(String text, int from, Mapped.Writer writer) {
        int end = text.indexOf(';', from, Math.min(text.length(), from + MAX_LENGTH));
        if (end < from + 3) {
            return from;
        }
        if (text.charAt(from + 1) == '#') {
            boolean hex = (text.charAt(from + 2) | 0x20) == 'x';
            return put(number(text, hex ? from + 3 : from + 2, end, hex ? 16 : 10), from, end + 1, writer);
        }
        Character named = NAMED.get(text.substring(from + 1, end));
        return named == null ? from : put(named, from, end + 1, writer);
    }

    private static int literal(String text, int from, Mapped.Writer writer) {
        if (from + 2 > text.length()) {
            return from;
        }
        int digits = from + 2;
        return switch (from + 1 < text.length() ? text.charAt(from + 1) : ' ') {
            case 'x' -> put(number(text, digits, digits + 2, 16), from, digits + 2, writer);
            case 'U' -> put(number(text, digits, digits + 8, 16), from, digits + 8, writer);
            case 'u' -> {
                if (digits < text.length() && text.charAt(digits) == '{') {
                    int end = text.indexOf('}', digits, Math.min(text.length(), from + MAX_LENGTH));
                    yield end < 0 ? from : put(number(text, digits + 1, end, 16), from, end + 1, writer);
                }
                yield put(number(text, digits, digits + 4, 16), from, digits + 4, writer);
            }
            case 'n' -> put('\n', from, digits, writer);
            case 't' -> put('\t', from, digits, writer);
            case '"' -> put('"', from, digits, writer);
            default -> from;
        };
    }

    private static int put(int codePoint, int from, int end, Mapped.Writer writer) {
        if (codePoint < 0 || !Character.isValidCodePoint(codePoint)) {
            return from;
        }
        writer.addCodePoint(codePoint, from, end);
        return end;
    }

    private static int number(String text, int from, int to, int radix) {
        if (to > text.length() || to <= from || to - from > 8) {
            return -1;
        }
        long value = 0;
        for (int index = from; index < to; index++) {
            int digit = Character.digit(text.charAt(index), radix);
            if (digit < 0 || text.charAt(index) >= 0x80) {
                return -1;
            }
            value = value * radix + digit;
        }
        return value > Character.MAX_CODE_POINT ? -1 : (int) value;
    }

    /**
     * Backslashes in a row, each before one character.
     *
     * @param needless whether they disguise letters that nobody has to escape
     */
    private record Row(int end, boolean needless) {
        static final Row NONE = new Row(0, false);

        static Row from(String text, int from) {
            int letters = 0;
            int end = from;
            while (end + 1 < text.length() && text.charAt(end) == '\\') {
                int escaped = text.codePointAt(end + 1);
                letters += Character.isLetter(escaped) && MEANT.indexOf(escaped) < 0 ? 1 : 0;
                end += 1 + Character.charCount(escaped);
            }
            return new Row(end, letters >= MANY_NEEDLESS);
        }
    }
}
