package org.llmops.guardrail.placeholders;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.CodePoint;
import org.llmops.guardrail.detecting.GrowingText;

/**
 * Texts of any form that stand in place of others, looked for all at once. They count where they are words of their own:
 * the name Kim is not restored inside of Kimberley.
 */
final class Substitutes {
    private static final int UNDECIDED = -1;
    private static final int NONE = 0;

    private final Node root = new Node();

    /** @param texts none longer than what an operator may have restored */
    Substitutes(Collection<String> texts) {
        for (String text : texts) {
            Node node = root;
            for (int codePoint : text.codePoints().toArray()) {
                node = node.next.computeIfAbsent(codePoint, letter -> new Node());
            }
            node.ends = true;
        }
    }

    /** Reports what cannot change any more and returns where to go on, as detectors do. Of two the longer counts. */
    int scan(GrowingText text, int from, Consumer<StandIn> found) {
        if (root.next.isEmpty()) {
            return text.end();
        }
        int position = from;
        while (position < text.end()) {
            int end = startsWord(text, position) ? end(text, position) : NONE;
            if (end == UNDECIDED) {
                return position;
            }
            if (end != NONE) {
                found.accept(new StandIn(position, end, true));
            }
            position = Math.max(position + 1, end);
        }
        return text.end();
    }

    private int end(GrowingText text, int start) {
        int end = NONE;
        int position = start;
        @Nullable Node node = root.next.get(text.at(start));
        while (node != null) {
            position++;
            int next = text.at(position);
            if (next == GrowingText.UNKNOWN) {
                return UNDECIDED;
            }
            if (node.ends && (!CodePoint.isWord(text.at(position - 1)) || !CodePoint.isWord(next))) {
                end = position;
            }
            node = node.next.get(next);
        }
        return end;
    }

    private static boolean startsWord(GrowingText text, int position) {
        return !CodePoint.isWord(text.at(position)) || !CodePoint.isWord(text.at(position - 1));
    }

    /** What may follow after some letters. */
    private static final class Node {
        private final Map<Integer, Node> next = new HashMap<>();
        private boolean ends;
    }
}
