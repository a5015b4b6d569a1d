package org.llmops.guardrail.normalising;

import java.util.Arrays;

/** A text together with where it came from. */
record Mapped(String text, SourceMap map) {
    /** What came from a stretch of this text as a whole. */
    Mapped whole(String result, int from, int to) {
        return new Mapped(result, new SourceMap.Whole(map.start(from), map.end(to)));
    }

    /** Starts a text made from this one. */
    Writer writer() {
        return new Writer(this);
    }

    @Override
    public String toString() {
        return text.length() + " characters";
    }

    /** Writes one text while reading another. */
    static final class Writer {
        private final Mapped source;
        private final StringBuilder text;
        private int[] starts;
        private int[] ends;

        private Writer(Mapped source) {
            this.source = source;
            int expected = source.text.length() + 16;
            this.text = new StringBuilder(expected);
            this.starts = new int[expected];
            this.ends = new int[expected];
        }

        /** Adds what stands for the characters from one index of the source up to another. */
        void add(char character, int from, int to) {
            int length = text.length();
            makeRoom(length + 1);
            starts[length] = source.map.start(from);
            ends[length] = source.map.end(to);
            text.append(character);
        }

        void add(CharSequence characters, int from, int to) {
            for (int index = 0; index < characters.length(); index++) {
                add(characters.charAt(index), from, to);
            }
        }

        /** Copies part of the source, character by character. */
        void copy(int from, int to) {
            int length = text.length();
            makeRoom(length + to - from);
            text.append(source.text, from, to);
            for (int index = from; index < to; index++) {
                starts[length] = source.map.start(index);
                ends[length++] = source.map.end(index + 1);
            }
        }

        private void makeRoom(int length) {
            if (length > starts.length) {
                int room = Math.max(length, starts.length * 2);
                starts = Arrays.copyOf(starts, room);
                ends = Arrays.copyOf(ends, room);
            }
        }

        void addCodePoint(int codePoint, int from, int to) {
            if (Character.isBmpCodePoint(codePoint)) {
                add((char) codePoint, from, to);
            } else {
                add(Character.highSurrogate(codePoint), from, to);
                add(Character.lowSurrogate(codePoint), from, to);
            }
        }

        Mapped done() {
            int length = text.length();
            return new Mapped(
                    text.toString(), new SourceMap.Table(Arrays.copyOf(starts, length), Arrays.copyOf(ends, length)));
        }
    }
}
