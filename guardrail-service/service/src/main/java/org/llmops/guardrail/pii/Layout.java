package org.llmops.guardrail.pii;

import java.util.ArrayList;
import java.util.List;
import org.llmops.guardrail.detecting.GrowingText;

/**
 * One exact form of a {@link Shape}: groups of known length, what stands before each, and what each character may be.
 *
 * @param separators one for each group; nothing stands before the first
 * @param masks one for each character of all groups: a bit for each value of {@link Symbols}
 */
record Layout(List<Separator> separators, List<Integer> lengths, List<Long> masks) {
    private static final long DIGITS = (1L << 10) - 1;

    Layout {
        separators = List.copyOf(separators);
        lengths = List.copyOf(lengths);
        masks = List.copyOf(masks);
    }

    /** Whether the first group may be digits alone, letters alone, or a mixture. */
    boolean mayBegin(GroupKind kind) {
        List<Long> first = masks.subList(0, lengths.getFirst());
        return switch (kind) {
            case DIGITS -> first.stream().allMatch(mask -> (mask & DIGITS) != 0);
            case LETTERS -> first.stream().allMatch(mask -> (mask & ~DIGITS) != 0);
            case MIXED ->
                first.stream().anyMatch(mask -> (mask & DIGITS) != 0)
                        && first.stream().anyMatch(mask -> (mask & ~DIGITS) != 0);
        };
    }

    /** What is written, without separators, when every character fits; null otherwise. */
    @org.jspecify.annotations.Nullable String read(GrowingText text, int start, boolean upper, boolean asWritten) {
        StringBuilder read = new StringBuilder(masks.size());
        int position = start;
        int index = 0;
        for (int group = 0; group < lengths.size(); group++) {
            position += group == 0 ? 0 : 1;
            for (int count = lengths.get(group); count > 0; count--) {
                int codePoint = text.at(position++);
                int value = Symbols.value(codePoint);
                if (value < 0 || (masks.get(index++) >> value & 1) == 0 || upper && Character.isLowerCase(codePoint)) {
                    return null;
                }
                read.append(asWritten ? (char) codePoint : Symbols.upper(value));
            }
        }
        return read.toString();
    }

    boolean isDigitsOnly() {
        return masks.stream().allMatch(mask -> (mask & ~DIGITS) == 0);
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
            return new Layout(separators, lengths, masks);
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
