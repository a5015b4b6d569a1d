package org.llmops.guardrail.content;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.learning.LinearModel;
import org.llmops.guardrail.learning.Reading;

/** How toxic a text reads, by its n-grams and by the rules that apply in it. */
final class ToxicityModel {
    private static final String RESOURCE = "/content/toxicity.weights";

    /** How sure the rules have to be for the model to hear of it, step by step. */
    private static final double[] STEPS = {0.5, 0.7, 0.85, 0.95, 0.99};

    private final LinearModel model = LinearModel.ofResource(RESOURCE);

    String version() {
        return model.version();
    }

    Reading read(String folded, Collection<String> signals) {
        return model.read(folded, signals);
    }

    List<Match.Contribution> explain(String folded, Collection<String> signals) {
        return model.explain(folded, signals);
    }

    /** What the model hears of the rules that apply: their names, and how sure they are together. */
    static List<String> signals(List<WordRules.Hit> hits) {
        Set<String> signals = new LinkedHashSet<>();
        double ruled = ruled(hits);
        for (WordRules.Hit hit : hits) {
            signals.add(hit.rule().name());
        }
        for (int step = 0; step < STEPS.length; step++) {
            if (ruled >= STEPS[step]) {
                signals.add("rules-" + Math.round(100 * STEPS[step]));
            }
        }
        return List.copyOf(signals);
    }

    /** What the rules say together: that not all of them are wrong, each by itself. */
    static double ruled(List<WordRules.Hit> hits) {
        double wrong = 1;
        for (WordRules.Hit hit : hits) {
            wrong *= 1 - hit.rule().confidence();
        }
        return 1 - wrong;
    }
}
