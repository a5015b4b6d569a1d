package org.llmops.guardrail.normalising;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Decodes text written as numbers: hexadecimal in one run, or hexadecimal, binary or decimal codes set apart. */
final class NumberRuns {
    /** Fewer characters than these say nothing. */
    static final int MIN_BYTES = 6;

    /** The shortest codes are of two digits. */
    private static final int MIN_CODE = 2;

    /** The longest are binary. */
    static final int LONGEST_CODE = 8;

    private NumberRuns() {}

    static void decode(Mapped source, Decoding.Pieces pieces) {
        String text = source.text();
        int index = 0;
        while (index < text.length() && !pieces.areFull()) {
            int end = wordEnd(text, index);
            if (end - index < MIN_CODE || digit(text.charAt(index), 16) < 0) {
                index = Math.max(end, index + 1);
            } else if (end - index >= 2 * MIN_BYTES) {
                index = run(source, index, end, pieces);
            } else {
                index = codes(source, index, end, pieces);
            }
        }
    }

    /** Digits without a gap. */
    private static int run(Mapped source, int from, int to, Decoding.Pieces pieces) {
        String text = source.text();
        boolean binary = isOf(text, from, to, 2);
        if (!binary && !isOf(text, from, to, 16)) {
            return to;
        }
        int width = binary && (to - from) % 8 == 0 ? 8 : 2;
        int radix = width == 8 ? 2 : 16;
        Bytes bytes = new Bytes();
        for (int index = from; index + width <= to; index += width) {
            bytes.add(Integer.parseInt(text, index, index + width, radix));
        }
        bytes.give(radix == 2 ? "binary" : "hex", source, from, to, pieces);
        return to;
    }

    /** Codes of one kind with the same gap between all of them. */
    private static int codes(Mapped source, int from, int firstEnd, Decoding.Pieces pieces) {
        String text = source.text();
        Notation notation = Notation.of(text, from, firstEnd);
        if (notation == null) {
            return firstEnd;
        }
        Bytes bytes = new Bytes();
        int start = from;
        int end = firstEnd;
        int last = firstEnd;
        while (notation.fits(text, start, end)) {
            bytes.add(notation.value(text, start, end));
            last = end;
            start = end;
            while (start < text.length() && start - end < 2 && isGap(text.charAt(start))) {
                start++;
            }
            if (start == end || start == text.length()) {
                break;
            }
            end = wordEnd(text, start);
        }
        if (bytes.count >= MIN_BYTES) {
            bytes.give(notation.word, source, from, last, pieces);
        }
        return last;
    }

    private static boolean isGap(char character) {
        return character == ' ' || character == ',' || character == ':' || character == '-' || character == ';';
    }

    /** Of ASCII digits only: those of other scripts are no part of a code. */
    private static int digit(char character, int radix) {
        int digit = character - '0';
        if (digit < 0 || digit > 9) {
            int letter = LetterPairs.number(character);
            digit = letter == 0 ? -1 : letter + 9;
        }
        return digit < radix ? digit : -1;
    }

    private static boolean isWord(char character) {
        return LetterPairs.number(character) != 0 || character >= '0' && character <= '9';
    }

    private static int wordEnd(String text, int from) {
        int end = from;
        while (end < text.length() && isWord(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isOf(String text, int from, int to, int radix) {
        for (int index = from; index < to; index++) {
            if (digit(text.charAt(index), radix) < 0) {
                return false;
            }
        }
        return true;
    }

    /** How single codes are written. */
    private enum Notation {
        BINARY("binary", 2) {
            @Override
            boolean fits(String text, int from, int to) {
                return to - from == LONGEST_CODE && isOf(text, from, to, 2);
            }
        },
        DECIMAL("decimal", 10) {
            @Override
            boolean fits(String text, int from, int to) {
                return (to - from == 2 || to - from == 3)
                        && isOf(text, from, to, 10)
                        && Integer.parseInt(text, from, to, 10) < 0x7F;
            }
        },
        HEX("hex", 16) {
            @Override
            boolean fits(String text, int from, int to) {
                int digits = digits(text, from);
                return to - digits == 2 && isOf(text, digits, to, 16);
            }
        };

        private static final Notation[] ALL = values();

        private final String word;
        private final int radix;

        Notation(String word, int radix) {
            this.word = word;
            this.radix = radix;
        }

        abstract boolean fits(String text, int from, int to);

        int value(String text, int from, int to) {
            return Integer.parseInt(text, this == HEX ? digits(text, from) : from, to, radix);
        }

        /** Two digits are taken for decimal only if a letter could not be meant otherwise. */
        static @Nullable Notation of(String text, int from, int to) {
            for (Notation notation : ALL) {
                if (notation.fits(text, from, to) && !(notation == DECIMAL && to - from == 2 && isHexLater(text, to))) {
                    return notation;
                }
            }
            return null;
        }

        /** Whether codes follow that are no decimal ones. */
        private static boolean isHexLater(String text, int from) {
            for (int index = from; index < Math.min(text.length(), from + 24); index++) {
                char character = text.charAt(index);
                if (!isGap(character) && digit(character, 10) < 0) {
                    return digit(character, 16) >= 0;
                }
            }
            return false;
        }

        private static int digits(String text, int from) {
            return text.startsWith("0x", from) ? from + 2 : from;
        }
    }

    /** What the codes read so far stand for. */
    private static final class Bytes {
        private byte[] values = new byte[32];
        private int count;

        void add(int value) {
            if (count == values.length) {
                values = Arrays.copyOf(values, count * 2);
            }
            values[count++] = (byte) value;
        }

        void give(String notation, Mapped source, int from, int to, Decoding.Pieces pieces) {
            String text = Readable.text(values, count);
            if (text != null) {
                pieces.add(notation, source.whole(text, from, to));
            }
        }
    }
}
