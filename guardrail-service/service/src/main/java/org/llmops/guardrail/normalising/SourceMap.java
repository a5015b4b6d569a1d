package org.llmops.guardrail.normalising;

/** Leads from the characters of a changed text back to the code points of the original. */
sealed interface SourceMap {
    /** Where the character that begins here came from. */
    int start(int index);

    /** Where that ends which the character before this index came from. */
    int end(int index);

    /** Of a text in which every character is one code point, unchanged. */
    static SourceMap identity() {
        return Identity.INSTANCE;
    }

    /** From the characters of a text to its code points. */
    static SourceMap codePointsOf(String text) {
        int length = text.length();
        int[] starts = new int[length];
        int[] ends = new int[length];
        int position = 0;
        for (int index = 0; index < length; position++) {
            int width = Character.charCount(text.codePointAt(index));
            for (int last = index + width; index < last; index++) {
                starts[index] = position;
                ends[index] = position + 1;
            }
        }
        return new Table(starts, ends);
    }

    /** The only map without a table. */
    enum Identity implements SourceMap {
        INSTANCE;

        @Override
        public int start(int index) {
            return index;
        }

        @Override
        public int end(int index) {
            return index;
        }
    }

    /** Of a text that came from its original as a whole. */
    record Whole(int from, int to) implements SourceMap {
        @Override
        public int start(int index) {
            return from;
        }

        @Override
        public int end(int index) {
            return to;
        }
    }

    /** An entry for each character; neither column ever falls. */
    final class Table implements SourceMap {
        private final int[] starts;
        private final int[] ends;

        Table(int[] starts, int[] ends) {
            this.starts = starts;
            this.ends = ends;
        }

        @Override
        public int start(int index) {
            return index < starts.length ? starts[index] : end(index);
        }

        @Override
        public int end(int index) {
            if (index > 0) {
                return ends[index - 1];
            }
            return starts.length == 0 ? 0 : starts[0];
        }
    }
}
