package org.llmops.guardrail.content;

import java.util.Collection;
import java.util.List;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.learning.LinearModel;
import org.llmops.guardrail.learning.Reading;

/** How toxic a text reads, by its n-grams and by the rules that apply in it. */
final class ToxicityModel {
    private static final String RESOURCE = "/content/toxicity.weights";

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

    /** The names of the rules that apply. */
    static List<String> signals(String folded) {
        return WordRules.own().in(folded).stream()
                .map(hit -> hit.rule().name())
                .toList();
    }

    /** What the rules say together: one of them is right, each independent of the others. */
    static double ruled(String folded) {
        double wrong = 1;
        for (WordRules.Hit hit : WordRules.own().in(folded)) {
            wrong *= 1 - hit.rule().confidence();
        }
        return 1 - wrong;
    }
}
