package org.llmops.guardrail.placeholders;

import java.util.function.Consumer;
import org.llmops.guardrail.detecting.GrowingText;

/** What placeholders look like, {@code <EMAIL_ADDRESS_1>}, and where a text has something that looks like one. */
public final class PlaceholderNotation {
    private static final int MAX_NAME = 32;
    private static final int MAX_NUMBER = 9;
    private static final int UNDECIDED = -1;
    private static final int NONE = 0;

    private PlaceholderNotation() {}

    static String write(String name, int number) {
        return "<" + name + "_" + number + ">";
    }

    public static boolean isPlaceholder(String text) {
        GrowingText whole = GrowingText.whole(text);
        return whole.at(0) == '<' && end(whole, 0) == whole.end();
    }

    /** Reports what cannot change any more and returns where to go on, as detectors do. */
    static int scan(GrowingText text, int from, Consumer<StandIn> found) {
        for (int position = from; position < text.end(); position++) {
            if (text.at(position) == '<') {
                int end = end(text, position);
                if (end == UNDECIDED) {
                    return position;
                }
                if (end != NONE) {
                    found.accept(new StandIn(position, end, false));
                }
            }
        }
        return text.end();
    }

    private static int end(GrowingText text, int start) {
        int position = start + 1;
        while (isName(text.at(position)) && position - start <= MAX_NAME) {
            position++;
        }
        int number = position;
        while (isDigit(text.at(position)) && position - number < MAX_NUMBER) {
            position++;
        }
        if (text.at(position) == GrowingText.UNKNOWN) {
            return UNDECIDED;
        }
        boolean named = number - start > 2 && text.at(start + 1) != '_' && text.at(number - 1) == '_';
        boolean numbered = position > number && text.at(number) != '0';
        return named && numbered && text.at(position) == '>' ? position + 1 : NONE;
    }

    private static boolean isName(int codePoint) {
        return codePoint >= 'A' && codePoint <= 'Z' || codePoint == '_';
    }

    private static boolean isDigit(int codePoint) {
        return codePoint >= '0' && codePoint <= '9';
    }
}
