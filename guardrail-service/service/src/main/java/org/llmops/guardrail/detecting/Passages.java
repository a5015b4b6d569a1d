package org.llmops.guardrail.detecting;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The passages that one text was cut into a short while ago, by their number, so that the next detector that comes to one finds
 * with it what others made of it.
 */
final class Passages {
    /** Those are at hand that begin no further back: in a slice and the one before, where its first passage may begin. */
    private static final int REACH = 1 << 15;

    /** Each in the place of its number, from the oldest to the one before the next. */
    private @Nullable Passage[] kept = new @Nullable Passage[16];

    private int oldest;
    private int next;

    /** The passages of a text, whatever part of it this is. */
    static Passages of(GrowingText text) {
        return text.made(Passages.class, Passages::new);
    }

    /** The passage of this number, if it begins here and is at hand. */
    @Nullable
    Passage at(int number, int start) {
        Passage known = kept[place(number)];
        return known != null && known.start() == start ? known : null;
    }

    /** Keeps the one after those that are kept; any other if somebody goes through the text again, and nothing else then. */
    void keep(int number, Passage passage) {
        if (number != next) {
            Arrays.fill(kept, null);
            oldest = number;
        }
        forget(number, passage.start() - REACH);
        if (number - oldest == kept.length) {
            grow(number);
        }
        kept[place(number)] = passage;
        next = number + 1;
    }

    private void forget(int number, int before) {
        while (oldest < number && isBefore(kept[place(oldest)], before)) {
            kept[place(oldest++)] = null;
        }
    }

    private static boolean isBefore(@Nullable Passage passage, int position) {
        return passage == null || passage.start() < position;
    }

    private void grow(int end) {
        @Nullable Passage[] grown = new @Nullable Passage[2 * kept.length];
        for (int number = oldest; number < end; number++) {
            grown[number % grown.length] = kept[place(number)];
        }
        kept = grown;
    }

    private int place(int number) {
        return number % kept.length;
    }
}
