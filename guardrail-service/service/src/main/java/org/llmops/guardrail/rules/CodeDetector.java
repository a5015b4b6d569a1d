package org.llmops.guardrail.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    private final List<String> languages;
    private final double leastScore;

    CodeDetector(List<String> languages, double leastScore) {
        this.languages = List.copyOf(languages);
        this.leastScore = leastScore;
    }

    @Override
    protected void judge(Scene scene, Passage passage, Consumer<Match> found) {
        Map<String, Double> weights = CodeCues.weights(passage.text());
        if (weights.isEmpty()) {
            return;
        }
        Map<String, Double> all = new HashMap<>(weights);
        String before = passage.before();
        CodeCues.weights(before.substring(Math.max(0, before.length() - MAX_BEFORE)))
                .forEach((language, weight) -> all.merge(language, weight * SHARE_OF_BEFORE, Double::sum));
        double any = all.getOrDefault(CodeCues.ANY, 0.0);
        String best = CodeCues.ANY;
        double most = any;
        for (Map.Entry<String, Double> each : new TreeMap<>(all).entrySet()) {
            double weight = each.getKey().equals(CodeCues.ANY) ? any : each.getValue() + any;
            if (weight > most) {
                most = weight;
                best = each.getKey();
            }
        }
        // Evidence of 2 is a score of 0.63, of 3 one of 0.78.
        double score = 1 - Math.exp(-most / 2);
        if (score >= leastScore && (languages.isEmpty() || languages.contains(best))) {
            found.accept(Match.of(
                    "CODE",
                    "code-" + best,
                    passage.start(),
                    passage.start() + passage.length(),
                    score,
                    "Contains what lines of code contain"));
        }
    }
}
