package org.llmops.guardrail.topics;

import java.util.List;
import org.llmops.guardrail.detecting.Match;

/**
 * How a text resembles a topic, each from 0 to 1.
 *
 * @param covered the share of its words that occur in the topic's description
 * @param most how many words it shares with the example that shares most
 * @param nearest how alike it is to the example whose words are most alike
 */
record Likeness(double covered, double most, double nearest) {
    /** Bias, covered, most, nearest: fitted on the domains of clinc150, described by examples or by a prompt. */
    private static final double[] WEIGHTS = {-3.4, 0.5, 8.3, 3.1};

    /** How likely the text is of the topic, where that and its absence are equally common. */
    double chance() {
        return chance(WEIGHTS);
    }

    double chance(double[] weights) {
        double sum = weights[0] + weights[1] * covered + weights[2] * most + weights[3] * nearest;
        return 1 / (1 + Math.exp(-sum));
    }

    List<Match.Contribution> contributions() {
        return List.of(
                new Match.Contribution("words of the description", WEIGHTS[1] * covered),
                new Match.Contribution("words of one example", WEIGHTS[2] * most),
                new Match.Contribution("likeness to one example", WEIGHTS[3] * nearest));
    }
}
