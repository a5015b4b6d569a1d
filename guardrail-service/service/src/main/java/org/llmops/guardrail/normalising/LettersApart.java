package org.llmops.guardrail.normalising;

/** Closes up texts whose characters were all set apart, signs and digits included: wider gaps were gaps between words. */
final class LettersApart {
    private LettersApart() {}

    /** The source itself where nothing is set apart. */
    static Mapped close(Mapped source) {
        String text = source.text();
        Mapped.Writer writer = null;
        int copied = 0;
        int index = 0;
        while (index < text.length()) {
            if (isBlank(text, index)) {
                index++;
                continue;
            }
            int end = apartEnd(text, index);
            if (end == index) {
                index = wordEnd(text, index);
                continue;
            }
            writer = writer == null ? source.writer() : writer;
            writer.copy(copied, index);
            close(text, index, end, writer);
            copied = end;
            index = end;
        }
        if (writer == null) {
            return source;
        }
        writer.copy(copied, text.length());
        return writer.done();
    }

    private static void close(String text, int from, int to, Mapped.Writer writer) {
        int gap = 0;
        for (int at = from; at < to; at++) {
            if (isBlank(text, at)) {
                gap++;
                continue;
            }
            if (gap > 1) {
                writer.add(' ', at - gap, at);
            }
            writer.copy(at, at + 1);
            gap = 0;
        }
    }

    /** Behind the last of many lone characters in a row, or the start. */
    private static int apartEnd(String text, int from) {
        int count = 0;
        int end = from;
        int next = from;
        while (next < text.length() && isLone(text, next)) {
            count++;
            end = next + Character.charCount(text.codePointAt(next));
            next = end;
            while (next < text.length() && next - end < LoneCharacters.MAX_GAP && isBlank(text, next)) {
                next++;
            }
        }
        return count >= LoneCharacters.MANY ? end : from;
    }

    private static boolean isLone(String text, int index) {
        int end = index + Character.charCount(text.codePointAt(index));
        return !isBlank(text, index)
                && (index == 0 || isBlank(text, index - 1))
                && (end == text.length() || isBlank(text, end));
    }

    private static int wordEnd(String text, int from) {
        int end = from;
        while (end < text.length() && !isBlank(text, end)) {
            end++;
        }
        return end;
    }

    private static boolean isBlank(String text, int index) {
        return DisguisedStretches.isBlank(text.charAt(index));
    }
}
