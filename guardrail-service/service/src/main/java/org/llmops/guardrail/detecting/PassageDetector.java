package org.llmops.guardrail.detecting;

import java.util.function.Consumer;

/**
 * Judges a text passage by passage. Where passages end depends on the text alone, so a stream is judged as the whole
 * would be, and holds back no more than a passage.
 */
public abstract class PassageDetector implements LocalDetector {
    /** Judges one passage; what is reported lies in it. */
    protected abstract void judge(Scene scene, Passage passage, Consumer<Match> found);

    @Override
    public final Scanner open(Scene scene) {
        return new PassageScanner(this, scene);
    }

    /** Cuts a text into passages, each ending after a line, a sentence, or {@link Passage#MAX_LENGTH} code points. */
    private static final class PassageScanner implements Scanner {
        private final PassageDetector detector;
        private final Scene scene;
        private final StringBuilder before = new StringBuilder();
        private int looked;

        PassageScanner(PassageDetector detector, Scene scene) {
            this.detector = detector;
            this.scene = scene;
        }

        @Override
        public int scan(GrowingText text, int from, Consumer<Match> found) {
            int start = from;
            int position = Math.max(from, looked);
            while (position < text.end()) {
                boolean full = position + 1 - start == Passage.MAX_LENGTH;
                if (!full && !endsAfter(text, position)) {
                    if (!text.isComplete() && position + 1 == text.end()) {
                        break;
                    }
                    position++;
                    continue;
                }
                judge(text, start, position + 1, found);
                start = ++position;
            }
            if (text.isComplete() && start < text.end()) {
                judge(text, start, text.end(), found);
                start = text.end();
            }
            looked = position;
            return start;
        }

        private void judge(GrowingText text, int start, int end, Consumer<Match> found) {
            String passage = text.substring(start, end);
            detector.judge(scene, scene.passage(passage, start, before), found);
            before.append(passage);
            int length = before.codePointCount(0, before.length());
            if (length > Passage.MAX_BEFORE) {
                before.delete(0, before.offsetByCodePoints(0, length - Passage.MAX_BEFORE));
            }
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
