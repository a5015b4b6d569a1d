package org.llmops.guardrail.detecting;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A text that arrives in pieces, addressed by code point from its very beginning, of which only the part still needed
 * is kept.
 */
public class GrowingText {
    /** Stands before the first and behind the last code point. */
    public static final int EDGE = -1;

    /** Stands where the next code point is not known yet. */
    public static final int UNKNOWN = -2;

    /** So many characters are looked at together. */
    private static final int BLOCK = 1024;

    private int[] codePoints;

    /** The text as it arrived, if it came in one piece and each character is a code point: parts of that are only copied. */
    private @Nullable String written;

    private int base;
    private int end;
    private boolean complete;

    /** The text itself, whatever part of it this is. */
    private final GrowingText whole;

    private @Nullable Map<Class<?>, Object> made;

    public GrowingText() {
        this(256);
    }

    public GrowingText(int expectedLength) {
        codePoints = new int[Math.max(16, expectedLength)];
        whole = this;
    }

    private GrowingText(GrowingText text, int end) {
        this.codePoints = text.codePoints;
        this.written = text.written;
        this.base = text.base;
        this.end = end;
        this.whole = text.whole;
    }

    public static GrowingText whole(String text) {
        GrowingText whole = new GrowingText(text.length());
        whole.append(text);
        whole.complete();
        return whole;
    }

    /** The code point at this position, or {@link #EDGE} or {@link #UNKNOWN} outside the text. */
    public int at(int position) {
        if (position >= end) {
            return complete ? EDGE : UNKNOWN;
        }
        if (position < base) {
            if (position < 0) {
                return EDGE;
            }
            throw new IllegalStateException("Position " + position + " was discarded");
        }
        return codePoints[position - base];
    }

    /**
     * All code points that are kept, for who goes through a known stretch of them: the one at a position has the index
     * {@code position - firstKept()}. To be read before anything is added or discarded.
     */
    public int[] codePoints(int from, int to) {
        if (from < base || to > end) {
            throw new IllegalStateException("Not all of " + from + " to " + to + " is at hand");
        }
        return codePoints;
    }

    /** Where what is kept begins. */
    public final int firstKept() {
        return base;
    }

    /** The same text as if no more of it were known; to be used before anything is added or discarded. */
    public GrowingText upTo(int position) {
        return position == end ? this : new GrowingText(this, position);
    }

    /** The text that this is, or is the beginning of: the same object for all who look at it. */
    final GrowingText whole() {
        return whole;
    }

    /** What several detectors make of the text alike, whatever part of it they see; made for the first that asks. */
    public final <T> T made(Class<T> what, Supplier<T> making) {
        Map<Class<?>, Object> known = whole.made;
        if (known == null) {
            known = new HashMap<>();
            whole.made = known;
        }
        return what.cast(known.computeIfAbsent(what, unknown -> making.get()));
    }

    /** The same, if somebody has asked for it. */
    final <T> @Nullable T known(Class<T> what) {
        Map<Class<?>, Object> known = whole.made;
        return known == null ? null : what.cast(known.get(what));
    }

    /** One past the last known code point. */
    public final int end() {
        return end;
    }

    public final boolean isComplete() {
        return complete;
    }

    /** Adds whole code points: a surrogate pair may not be cut between two pieces. */
    public void append(String piece) {
        if (complete) {
            throw new IllegalStateException("The text is complete");
        }
        int needed = end - base + piece.length();
        if (needed > codePoints.length) {
            codePoints = Arrays.copyOf(codePoints, Math.max(needed, codePoints.length * 2));
        }
        int taken = take(piece, end - base);
        boolean isWhole = end == 0 && taken == piece.length();
        written = isWhole ? piece : piece.isEmpty() ? written : null;
        end += taken;
    }

    /** Writes the code points of a piece from this index on, and returns how many. */
    private int take(String piece, int index) {
        char[] block = new char[Math.min(BLOCK, piece.length())];
        int next = index;
        int from = 0;
        while (from < piece.length()) {
            int to = Math.min(piece.length(), from + BLOCK);
            piece.getChars(from, to, block, 0);
            if (copy(block, to - from, next)) {
                next += to - from;
                from = to;
            }
            while (from < to) {
                int codePoint = piece.codePointAt(from);
                codePoints[next++] = codePoint;
                from += Character.charCount(codePoint);
            }
        }
        return next - index;
    }

    /** Whether each of these characters is a code point of its own; written as if so, in a loop that takes many at a time. */
    private boolean copy(char[] characters, int count, int index) {
        int surrogates = 0;
        for (int at = 0; at < count; at++) {
            int character = characters[at];
            surrogates |= ~(character - Character.MIN_SURROGATE) & (character - Character.MAX_SURROGATE - 1);
            codePoints[index + at] = character;
        }
        return surrogates >= 0;
    }

    /** No more text will come. */
    public void complete() {
        complete = true;
    }

    /** The text between two positions that are still kept. */
    public String substring(int from, int to) {
        return written == null ? new String(codePoints, from - base, to - from) : written.substring(from, to);
    }

    public void appendTo(StringBuilder target, int from, int to) {
        if (written == null) {
            target.append(substring(from, to));
        } else {
            target.append(written, from, to);
        }
    }

    /** Forgets what lies before a position; nobody may ask for it again. */
    public void discardBefore(int position) {
        // Moving only when half is waste keeps the copying linear.
        int waste = position - base;
        if (waste > (end - base) / 2 && waste > 64) {
            System.arraycopy(codePoints, waste, codePoints, 0, end - position);
            base = position;
        }
    }
}
