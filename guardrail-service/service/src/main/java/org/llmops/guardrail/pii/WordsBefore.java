package org.llmops.guardrail.pii;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.CodePoint;
import org.llmops.guardrail.detecting.GrowingText;

/** The words of a stretch of text from its end, each read when it is asked for, as {@link FoldedLine} makes them. */
final class WordsBefore {
    private final GrowingText text;
    private final int from;
    private final List<String> words = new ArrayList<>();
    private final FoldedLine line = new FoldedLine();

    /** Before it no word is read. */
    private int readFrom;

    WordsBefore(GrowingText text, int from, int to) {
        this.text = text;
        this.from = from;
        this.readFrom = to;
    }

    /** Whether the last word ends in a script without spaces between words. */
    boolean endUnspaced() {
        int end = skipGap();
        return end > from && CodePoint.isUnspaced(text.at(end - 1));
    }

    /** The last word for 0, for 1 the one before; null where there is none. */
    @Nullable
    String word(int back) {
        while (back >= words.size()) {
            int end = skipGap();
            if (end <= from) {
                return null;
            }
            int start = start(text, from, end);
            line.clear();
            for (int position = start; position < end; position++) {
                line.add(text.at(position));
            }
            words.add(line.toString());
            readFrom = start;
        }
        return words.get(back);
    }

    private int skipGap() {
        readFrom = end(text, from, readFrom);
        return readFrom;
    }

    /** Where the last word of a stretch ends, or where the stretch begins if there is none. */
    static int end(GrowingText text, int from, int to) {
        int end = to;
        while (end > from && !CodePoint.isAlphanumeric(text.at(end - 1))) {
            end--;
        }
        return end;
    }

    /** Where the word begins that ends there. */
    static int start(GrowingText text, int from, int end) {
        int start = end - 1;
        while (start > from && !FoldedLine.isBetween(text.at(start - 1), text.at(start))) {
            start--;
        }
        return start;
    }
}
