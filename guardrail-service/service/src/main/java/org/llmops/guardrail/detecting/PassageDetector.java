package org.llmops.guardrail.detecting;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.normalising.Signs;

/**
 * Judges a text passage by passage. Where passages end depends on the text alone, so a stream is judged as the whole
 * would be, and holds back no more than a passage.
 */
public abstract class PassageDetector implements LocalDetector {
    private static final int UNKNOWN = -1;

    /** Judges one passage; what is reported lies in it. */
    protected abstract void judge(Scene scene, Passage passage, Consumer<Match> found);

    @Override
    public final Scanner open(Scene scene) {
        return new PassageScanner(this, scene);
    }

    /**
     * Cuts a text into passages, each ending after a line, a sentence, or {@link Passage#MAX_LENGTH} code points; those that
     * another detector has come to are cut already.
     */
    private static final class PassageScanner implements Scanner {
        /** ASCII characters that a passage may end with. */
        private static final Signs ENDS = Signs.of("\n.!?");

        private final PassageDetector detector;
        private final Scene scene;
        private @Nullable Passages passages;
        private int number;
        private int looked;

        PassageScanner(PassageDetector detector, Scene scene) {
            this.detector = detector;
            this.scene = scene;
        }

        @Override
        public int scan(GrowingText text, int from, Consumer<Match> found) {
            if (passages == null) {
                passages = Passages.of(text);
            }
            int start = from;
            while (start < text.end()) {
                Passage passage = next(passages, text, start);
                if (passage == null) {
                    return start;
                }
                detector.judge(scene, passage, found);
                start += passage.length();
                number++;
            }
            return start;
        }

        /** The passage that begins here; null when more text may tell where it ends. */
        private @Nullable Passage next(Passages passages, GrowingText text, int start) {
            Passage known = passages.at(number, start);
            if (known != null && start + known.length() <= text.end()) {
                return known;
            }
            int end = end(text, start);
            if (end < 0) {
                return null;
            }
            Passage cut = Passage.of(text, start, end, mayBeTurned(text, start, end));
            passages.keep(number, cut);
            return cut;
        }

        /** Of words that a passage is cut amid, only the whole is looked at by others. */
        private static boolean mayBeTurned(GrowingText text, int start, int end) {
            boolean cut = end - start == Passage.MAX_LENGTH
                    || start > text.firstKept() && CodePoint.isAsciiLetter(text.at(start - 1));
            return cut || Disguised.mayBeTurned(text, start, end);
        }

        private int end(GrowingText text, int start) {
            int limit = Math.min(text.end(), start + Passage.MAX_LENGTH);
            int from = Math.max(start, looked);
            int shift = text.firstKept();
            int[] codePoints = text.codePoints(from, limit);
            for (int position = from; position < limit; position++) {
                int codePoint = codePoints[position - shift];
                if ((codePoint >= 0x80 || ENDS.have((char) codePoint)) && endsAfter(text, position)) {
                    return position + 1;
                }
            }
            if (limit == start + Passage.MAX_LENGTH || text.isComplete()) {
                return limit;
            }
            // What follows the last one may tell.
            looked = limit - 1;
            return UNKNOWN;
        }

        /** Needs the next code point to be known, unless a line ends here. */
        private static boolean endsAfter(GrowingText text, int position) {
            return switch (text.at(position)) {
                case '\n', '。', '！', '？', '।' -> true;
                case '.', '!', '?', '…', '؟' -> isBlank(text.at(position + 1));
                default -> false;
            };
        }

        private static boolean isBlank(int codePoint) {
            return codePoint == ' ' || codePoint == '\t';
        }
    }
}
