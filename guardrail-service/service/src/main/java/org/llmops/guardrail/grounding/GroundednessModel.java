package org.llmops.guardrail.grounding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.llmops.guardrail.detecting.Match;

/** Weighs what speaks against a claim: the probability that it is not supported. */
final class GroundednessModel {
    private static final GroundednessModel SHIPPED = read(Vocabulary.lines("groundedness.txt"));

    private final double bias;
    private final double[] weights;
    private final String version;

    GroundednessModel(double bias, double[] weights) {
        this.bias = bias;
        this.weights = weights.clone();
        this.version = Integer.toHexString(Arrays.hashCode(weights) * 31 + Double.hashCode(bias));
    }

    /** The one that was learned with this version of the service. */
    static GroundednessModel shipped() {
        return SHIPPED;
    }

    static GroundednessModel read(List<String> lines) {
        double bias = 0;
        double[] weights = new double[Feature.values().length];
        for (String line : lines) {
            int tab = line.indexOf('\t');
            double weight = Double.parseDouble(line.substring(tab + 1));
            if (line.startsWith("BIAS\t")) {
                bias = weight;
            } else {
                weights[Feature.valueOf(line.substring(0, tab)).ordinal()] = weight;
            }
        }
        return new GroundednessModel(bias, weights);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("BIAS\t" + bias);
        for (Feature feature : Feature.values()) {
            lines.add(feature + "\t" + weights[feature.ordinal()]);
        }
        return lines;
    }

    double bias() {
        return bias;
    }

    double[] weights() {
        return weights.clone();
    }

    String version() {
        return version;
    }

    double score(double[] features) {
        double logOdds = bias;
        for (int index = 0; index < weights.length; index++) {
            logOdds += weights[index] * features[index];
        }
        return 1 / (1 + Math.exp(-logOdds));
    }

    /** What weighed most, heaviest first. */
    List<Match.Contribution> contributions(double[] features) {
        return Arrays.stream(Feature.values())
                .map(feature -> new Match.Contribution(
                        feature.explanation(), weights[feature.ordinal()] * features[feature.ordinal()]))
                .filter(contribution -> contribution.weight() > 0.01)
                .sorted(Comparator.comparingDouble(Match.Contribution::weight).reversed())
                .limit(Match.MAX_CONTRIBUTIONS)
                .toList();
    }
}
