package org.llmops.guardrail.rules;

import java.util.function.Consumer;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Scanner;
import org.llmops.guardrail.detecting.Scene;

/** Counts as the text arrives and reports, once for each bound, where it is passed; holds nothing back. */
final class LengthDetector implements LocalDetector {
    private final int maxCharacters;
    private final int maxTokens;
    private final int maxLines;

    LengthDetector(int maxCharacters, int maxTokens, int maxLines) {
        this.maxCharacters = maxCharacters;
        this.maxTokens = maxTokens;
        this.maxLines = maxLines;
    }

    @Override
    public Scanner open(Scene scene) {
        return new Counting();
    }

    private final class Counting implements Scanner {
        private final TokenEstimate tokens = new TokenEstimate();
        private int position;
        private int lines = 1;
        private boolean tokensReported;
        private boolean linesReported;

        @Override
        public int scan(GrowingText text, int from, Consumer<Match> found) {
            for (; position < text.end(); position++) {
                int codePoint = text.at(position);
                tokens.add(codePoint);
                if (position == maxCharacters && maxCharacters > 0) {
                    report("characters", maxCharacters, found);
                }
                if (maxTokens > 0 && tokens.count() > maxTokens && !tokensReported) {
                    tokensReported = true;
                    report("tokens", maxTokens, found);
                }
                if (maxLines > 0 && lines > maxLines && !linesReported) {
                    linesReported = true;
                    report("lines", maxLines, found);
                }
                // A line begins with its first character: what ends with a line end has no empty line behind it.
                lines += codePoint == '\n' ? 1 : 0;
            }
            return position;
        }

        private void report(String what, int most, Consumer<Match> found) {
            found.accept(Match.of(
                    "TEXT_LENGTH", "max-" + what, position, position + 1, 1, "More than " + most + " " + what));
        }
    }
}
