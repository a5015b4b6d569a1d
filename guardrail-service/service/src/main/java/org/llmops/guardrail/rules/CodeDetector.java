package org.llmops.guardrail.rules;

import java.util.List;
import java.util.function.Consumer;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Passage;
import org.llmops.guardrail.detecting.PassageDetector;
import org.llmops.guardrail.detecting.Scene;

/** Judges lines by the cues they contain, and a little by those of the lines before. */
final class CodeDetector extends PassageDetector {
    /** Lines further away belong to something else. */
    private static final int MAX_BEFORE = 200;

    private static final double SHARE_OF_BEFORE = 0.5;
    private static final int ANY = CodeCues.languages().indexOf(CodeCues.ANY);

    private final List<String> languages;
    private final double leastScore;

    CodeDetector(List<String> languages, double leastScore) {
        this.languages = List.copyOf(languages);
        this.leastScore = leastScore;
    }

    @Override
    protected void judge(Scene scene, Passage passage, Consumer<Match> found) {
        double[] weights = new double[CodeCues.languages().size()];
        if (!CodeCues.add(passage.text(), 0, weights)) {
            return;
        }
        String before = passage.before(MAX_BEFORE);
        double[] earlier = new double[weights.length];
        CodeCues.add(before, Math.max(0, before.length() - MAX_BEFORE), earlier);
        double any = weights[ANY] + earlier[ANY] * SHARE_OF_BEFORE;
        int best = ANY;
        double most = any;
        for (int language = 0; language < weights.length; language++) {
            double weight = weights[language] + earlier[language] * SHARE_OF_BEFORE + any;
            if (language != ANY && weight > most) {
                most = weight;
                best = language;
            }
        }
        // Evidence of 2 is a score of 0.63, of 3 one of 0.78.
        double score = 1 - Math.exp(-most / 2);
        String named = CodeCues.languages().get(best);
        if (score >= leastScore && (languages.isEmpty() || languages.contains(named))) {
            found.accept(Match.of(
                    "CODE",
                    "code-" + named,
                    passage.start(),
                    passage.start() + passage.length(),
                    score,
                    "Contains what lines of code contain"));
        }
    }
}
