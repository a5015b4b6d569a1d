package org.llmops.guardrail.rules;

import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Passage;
import org.llmops.guardrail.detecting.PassageDetector;
import org.llmops.guardrail.detecting.Scanner;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.detecting.WordWatch;
import org.llmops.guardrail.matching.PatternTrail;

/** Judges lines by the cues they contain, and a little by those of the lines before. */
final class CodeDetector implements LocalDetector {
    /** Lines further away belong to something else. */
    private static final int MAX_BEFORE = 200;

    private static final double SHARE_OF_BEFORE = 0.5;
    private static final int ANY = CodeCues.languages().indexOf(CodeCues.ANY);
    private static final List<String> RULES =
            CodeCues.languages().stream().map(language -> "code-" + language).toList();

    private final List<String> languages;
    private final double leastScore;

    CodeDetector(List<String> languages, double leastScore) {
        this.languages = List.copyOf(languages);
        this.leastScore = leastScore;
    }

    @Override
    public Scanner open(Scene scene) {
        return new Lines().open(scene);
    }

    /** Goes through the lines of one text. */
    private final class Lines extends PassageDetector {
        private final WordWatch words = CodeCues.watch();
        private PatternTrail trail = CodeCues.trail(MAX_BEFORE);
        private int readTo;

        /** The last passage with a cue ends here. */
        private int cuesTo = -MAX_BEFORE;

        @Override
        protected void judge(Scene scene, Passage passage, Consumer<Match> found) {
            if (passage.start() != readTo) {
                trail = CodeCues.trail(MAX_BEFORE);
                trail.next(before(passage), false);
            }
            readTo = passage.start() + passage.length();
            // Near cues the trail is worth following, since the next one asks what came before it.
            if (passage.start() - cuesTo >= MAX_BEFORE && !CodeCues.mayBeIn(passage, words)) {
                trail.pass(passage.text());
                return;
            }
            BitSet seen = trail.next(passage.text(), !passage.signs().areBeyondAscii());
            if (seen.isEmpty()) {
                return;
            }
            cuesTo = readTo;
            double[] weights = new double[CodeCues.languages().size()];
            if (CodeCues.add(seen, passage::text, weights)) {
                double[] earlier = new double[weights.length];
                CodeCues.add(trail.before(), () -> before(passage), earlier);
                weigh(passage, weights, earlier, found);
            }
        }

        private static String before(Passage passage) {
            String before = passage.before(MAX_BEFORE);
            return before.substring(Math.max(0, before.length() - MAX_BEFORE));
        }
    }

    private void weigh(Passage passage, double[] weights, double[] earlier, Consumer<Match> found) {
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
                    RULES.get(best),
                    passage.start(),
                    passage.start() + passage.length(),
                    score,
                    "Contains what lines of code contain"));
        }
    }
}
