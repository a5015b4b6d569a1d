package org.llmops.guardrail.answers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.llmops.guardrail.detecting.Match;

/** Weighs the cues of an answer's beginning: the probability that it refuses. */
final class RefusalModel {
    private static final RefusalModel SHIPPED = read(Resources.lines("refusal.txt"));

    private final double bias;
    private final double[] weights;

    RefusalModel(double bias, double[] weights) {
        this.bias = bias;
        this.weights = weights.clone();
    }

    /** The one that was learned with this version of the service. */
    static RefusalModel shipped() {
        return SHIPPED;
    }

    private static RefusalModel read(List<String> lines) {
        double bias = 0;
        double[] weights = new double[RefusalCue.values().length];
        for (String line : lines) {
            int tab = line.indexOf('\t');
            double weight = Double.parseDouble(line.substring(tab + 1));
            if (line.startsWith("BIAS\t")) {
                bias = weight;
            } else {
                weights[RefusalCue.valueOf(line.substring(0, tab)).ordinal()] = weight;
            }
        }
        return new RefusalModel(bias, weights);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("BIAS\t" + bias);
        for (RefusalCue cue : RefusalCue.values()) {
            lines.add(cue + "\t" + weights[cue.ordinal()]);
        }
        return lines;
    }

    String version() {
        return Integer.toHexString(Arrays.hashCode(weights) * 31 + Double.hashCode(bias));
    }

    double score(double[] cues) {
        double logOdds = bias;
        for (int index = 0; index < weights.length; index++) {
            logOdds += weights[index] * cues[index];
        }
        return 1 / (1 + Math.exp(-logOdds));
    }

    List<Match.Contribution> contributions(double[] cues) {
        return Arrays.stream(RefusalCue.values())
                .map(cue -> new Match.Contribution(cue.explanation(), weights[cue.ordinal()] * cues[cue.ordinal()]))
                .filter(contribution -> Math.abs(contribution.weight()) > 0.01)
                .sorted(Comparator.comparingDouble((Match.Contribution each) -> Math.abs(each.weight()))
                        .reversed())
                .limit(Match.MAX_CONTRIBUTIONS)
                .toList();
    }
}
