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
        private boolean charactersCount = maxCharacters > 0;
        private boolean tokensCount = maxTokens > 0;
        private boolean linesCount = maxLines > 0;

        @Override
        public int scan(GrowingText text, int from, Consumer<Match> found) {
            if (isCounting()) {
                count(text.codePoints(position, text.end()), text.firstKept(), text.end(), found);
            }
            position = text.end();
            return position;
        }

        /** Whether there is a bound that was not reported. */
        private boolean isCounting() {
            return charactersCount || tokensCount || linesCount;
        }

        private void count(int[] codePoints, int shift, int end, Consumer<Match> found) {
            for (; position < end && isCounting(); position++) {
                int codePoint = codePoints[position - shift];
                if (charactersCount && position == maxCharacters) {
                    charactersCount = false;
                    report("characters", maxCharacters, found);
                }
                if (tokensCount) {
                    tokens.add(codePoint);
                    if (tokens.count() > maxTokens) {
                        tokensCount = false;
                        report("tokens", maxTokens, found);
                    }
                }
                if (linesCount && lines > maxLines) {
                    linesCount = false;
                    report("lines", maxLines, found);
                }
                // A line begins with its first character: what ends with a line end has no empty line behind it.
                lines += codePoint == '\n' ? 1 : 0;
            }
        }

        private void report(String what, int most, Consumer<Match> found) {
            found.accept(Match.of(
                    "TEXT_LENGTH", "max-" + what, position, position + 1, 1, "More than " + most + " " + what));
        }
    }
}
