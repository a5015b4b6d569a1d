package org.llmops.guardrail.pii;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.llmops.guardrail.detecting.GrowingText;

/** One exact form of a {@link Shape}: groups of known length, what stands before each, and what each character may be. */
final class Layout {
    private static final long DIGITS = (1L << 10) - 1;

    private final List<Separator> separators;
    private final int[] lengths;

    /** One for each character of all groups: a bit for each value of {@link Symbols}. */
    private final long[] masks;

    private final boolean digitsOnly;

    /** Any digits fit. */
    private final boolean anyDigits;

    private Layout(List<Separator> separators, int[] lengths, long[] masks) {
        this.separators = List.copyOf(separators);
        this.lengths = lengths;
        this.masks = masks;
        this.digitsOnly = Arrays.stream(masks).allMatch(mask -> (mask & ~DIGITS) == 0);
        this.anyDigits = Arrays.stream(masks).allMatch(mask -> mask == DIGITS);
    }

    /** What allows of each character whatever any of these does, whose groups are alike. */
    static Layout ofAny(List<Layout> layouts) {
        Layout first = layouts.getFirst();
        long[] masks = new long[first.masks.length];
        layouts.forEach(layout -> Arrays.setAll(masks, index -> masks[index] | layout.masks[index]));
        return new Layout(first.separators, first.lengths, masks);
    }

    /** One for each group; nothing stands before the first. */
    List<Separator> separators() {
        return separators;
    }

    int groups() {
        return lengths.length;
    }

    int length(int group) {
        return lengths[group];
    }

    /** All characters, without separators. */
    int size() {
        return masks.length;
    }

    /** All characters and the separators between groups. */
    int extent() {
        return masks.length + lengths.length - 1;
    }

    /** Whether letters alone may fill it. */
    boolean isLetters() {
        return Arrays.stream(masks).allMatch(mask -> (mask & ~DIGITS) != 0);
    }

    long mask(int index) {
        return masks[index];
    }

    boolean isDigitsOnly() {
        return digitsOnly;
    }

    /** Whether a group may be digits alone, letters alone, or a mixture. */
    boolean allows(int group, GroupKind kind) {
        int from = Arrays.stream(lengths, 0, group).sum();
        long[] characters = Arrays.copyOfRange(masks, from, from + lengths[group]);
        return switch (kind) {
            case DIGITS -> Arrays.stream(characters).allMatch(mask -> (mask & DIGITS) != 0);
            case LETTERS -> Arrays.stream(characters).allMatch(mask -> (mask & ~DIGITS) != 0);
            case MIXED ->
                Arrays.stream(characters).anyMatch(mask -> (mask & DIGITS) != 0)
                        && Arrays.stream(characters).anyMatch(mask -> (mask & ~DIGITS) != 0);
        };
    }

    /** Whether every character is one of those allowed; the lengths and kinds of groups are known to fit. */
    boolean fits(GrowingText text, int start, boolean upper) {
        if (anyDigits) {
            return true;
        }
        int position = start;
        int index = 0;
        for (int group = 0; group < lengths.length; group++) {
            position += group == 0 ? 0 : 1;
            for (int count = lengths[group]; count > 0; count--) {
                int codePoint = text.at(position++);
                int value = Symbols.value(codePoint);
                if (value < 0 || (masks[index++] >> value & 1) == 0 || upper && Character.isLowerCase(codePoint)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** What is written, without separators. */
    String read(GrowingText text, int start, boolean asWritten) {
        StringBuilder read = new StringBuilder(masks.length);
        int position = start;
        for (int group = 0; group < lengths.length; group++) {
            position += group == 0 ? 0 : 1;
            for (int count = lengths[group]; count > 0; count--) {
                int codePoint = text.at(position++);
                read.append(asWritten ? (char) codePoint : Symbols.upper(Symbols.value(codePoint)));
            }
        }
        return read.toString();
    }

    /** Puts a layout together from left to right. */
    static final class Builder {
        private final List<Separator> separators = new ArrayList<>();
        private final List<Integer> lengths = new ArrayList<>();
        private final List<Long> masks = new ArrayList<>();
        private int length;
        private Separator before = Separator.NOTHING;

        Builder add(long mask) {
            masks.add(mask);
            length++;
            return this;
        }

        Builder separate(Separator separator) {
            if (separator != Separator.NOTHING) {
                closeGroup();
                before = separator;
            }
            return this;
        }

        Builder copy() {
            Builder copy = new Builder();
            copy.separators.addAll(separators);
            copy.lengths.addAll(lengths);
            copy.masks.addAll(masks);
            copy.length = length;
            copy.before = before;
            return copy;
        }

        Layout build() {
            closeGroup();
            return new Layout(
                    separators,
                    lengths.stream().mapToInt(Integer::intValue).toArray(),
                    masks.stream().mapToLong(Long::longValue).toArray());
        }

        private void closeGroup() {
            if (length == 0) {
                throw new IllegalArgumentException("A separator stands between characters");
            }
            separators.add(before);
            lengths.add(length);
            length = 0;
        }
    }
}
