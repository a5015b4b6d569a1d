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
            int start = end - 1;
            while (start > from && !FoldedLine.isBetween(text.at(start - 1), text.at(start))) {
                start--;
            }
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
        while (readFrom > from && !CodePoint.isAlphanumeric(text.at(readFrom - 1))) {
            readFrom--;
        }
        return readFrom;
    }
}
