package org.llmops.guardrail.rules;

import java.util.function.Consumer;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Passage;
import org.llmops.guardrail.detecting.PassageDetector;
import org.llmops.guardrail.detecting.Scene;

/** Judges sentences by their pairs of letters. */
final class GibberishDetector extends PassageDetector {
    private final double threshold;

    GibberishDetector(double threshold) {
        this.threshold = threshold;
    }

    @Override
    protected void judge(Scene scene, Passage passage, Consumer<Match> found) {
        double likelihood = LetterPairs.meanLikelihood(passage.text());
        if (likelihood < threshold) {
            found.accept(Match.of(
                    "GIBBERISH",
                    "letter-pairs",
                    passage.start(),
                    passage.start() + passage.length(),
                    Math.min(0.95, 0.5 + (threshold - likelihood) / 4),
                    "Its letters follow each other as in no language"));
        }
    }
}
