package org.llmops.guardrail.normalising;

/** Reads letters where digits and signs stand for them, closes up spaced-out words and shortens stretched letters. */
final class Leet {
    /** So many single letters in a row are a word that was pulled apart. */
    static final int MIN_SPACED = 4;

    private static final int MAX_GAP = 3;

    /** ASCII digits and signs that may stand for a letter. */
    private static final boolean[] SIGNS = new boolean[0x80];

    static {
        for (char character = 0; character < SIGNS.length; character++) {
            SIGNS[character] = LeetLetters.letter(character, ' ') != 0;
        }
    }

    private Leet() {}

    /** The source itself where there is nothing to read differently. */
    static Mapped read(Mapped source, Glance glance) {
        Mapped closed = glance.maybeSpacedOut() ? spacedOut(source) : source;
        Mapped read = closed != source || glance.maybeLeet() ? LeetLetters.read(closed) : closed;
        return read != source || glance.maybeStretched() ? unstretched(read) : source;
    }

    /** Closes up words such as {@code w o r d} and {@code w-o-r-d}; wider gaps become the gaps between words. */
    private static Mapped spacedOut(Mapped source) {
        String text = source.text();
        Mapped.Writer writer = null;
        int copied = 0;
        int index = 0;
        while (index < text.length()) {
            boolean parted = index + 1 < text.length() && isSeparator(text.charAt(index + 1));
            int end = parted && isLone(text, index) ? spacedEnd(text, index) : index;
            if (end == index) {
                index++;
                continue;
            }
            writer = writer == null ? source.writer() : writer;
            writer.copy(copied, index);
            int gap = 0;
            for (int at = index; at < end; at++) {
                if (!Character.isLetterOrDigit(text.charAt(at)) && !standsAlone(text.charAt(at))) {
                    gap++;
                    continue;
                }
                if (gap > 1) {
                    writer.add(' ', at - 1, at);
                }
                writer.copy(at, at + 1);
                gap = 0;
            }
            copied = end;
            index = end;
        }
        if (writer == null) {
            return source;
        }
        writer.copy(copied, text.length());
        return writer.done();
    }

    /** Behind the last of at least {@value #MIN_SPACED} lone characters with the same sign between them, or the start. */
    private static int spacedEnd(String text, int from) {
        int letters = 1;
        int end = from + 1;
        char separator = text.charAt(end);
        int next = end;
        while (next < text.length()) {
            int gap = 0;
            while (gap < MAX_GAP
                    && next < text.length()
                    && (text.charAt(next) == separator || text.charAt(next) == ' ')) {
                next++;
                gap++;
            }
            if (gap == 0 || next >= text.length() || !isLone(text, next)) {
                break;
            }
            letters++;
            end = ++next;
        }
        return letters >= MIN_SPACED ? end : from;
    }

    private static boolean isLone(String text, int index) {
        return (isLetter(text.charAt(index)) || standsAlone(text.charAt(index)))
                && (index == 0 || !isWord(text.charAt(index - 1)))
                && (index + 1 == text.length() || !isWord(text.charAt(index + 1)));
    }

    /** A digit or sign that may stand for a letter among spaced-out ones. */
    static boolean standsAlone(char character) {
        return stands(character) && !isSeparator(character);
    }

    /** Whether a digit or sign may stand for a letter. */
    static boolean stands(char character) {
        return character < SIGNS.length && SIGNS[character];
    }

    static boolean isLetter(char character) {
        return character < SIGNS.length ? LetterPairs.number(character) != 0 : Character.isLetter(character);
    }

    private static boolean isSeparator(char character) {
        return switch (character) {
            case ' ', '.', '-', '_', '*', '|', '/', ',', '~', '+' -> true;
            default -> false;
        };
    }

    private static boolean isWord(char character) {
        return Character.isLetterOrDigit(character);
    }

    private static boolean hasThreeAlike(String text) {
        boolean alike = false;
        int before = -1;
        int beforeThat = -1;
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            alike |= (character ^ before | character ^ beforeThat) == 0;
            beforeThat = before;
            before = character;
        }
        return alike;
    }

    /** Shortens letters that are repeated three times or more, to two where English doubles them most. */
    private static Mapped unstretched(Mapped source) {
        String text = source.text();
        if (!hasThreeAlike(text)) {
            return source;
        }
        Mapped.Writer writer = null;
        int index = 0;
        while (index < text.length()) {
            char character = text.charAt(index);
            int end = index + 1;
            while (end < text.length() && text.charAt(end) == character) {
                end++;
            }
            if (end - index >= 3 && isLetter(character)) {
                if (writer == null) {
                    writer = source.writer();
                    writer.copy(0, index);
                }
                int keep = character == 's' || character == 'l' || character == 'g' ? 2 : 1;
                for (int at = 0; at < keep; at++) {
                    writer.add(character, at == 0 ? index : end - 1, end);
                }
            } else if (writer != null) {
                writer.copy(index, end);
            }
            index = end;
        }
        return writer == null ? source : writer.done();
    }
}
