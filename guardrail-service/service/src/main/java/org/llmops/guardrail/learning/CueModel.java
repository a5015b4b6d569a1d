package org.llmops.guardrail.learning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.llmops.guardrail.detecting.Match;

/**
 * Weighs a few cues that have names, and tells the probability that they make together.
 *
 * @param <C> the cues, whose values are told in the order of their declaration
 */
public final class CueModel<C extends Enum<C> & CueModel.Cue> {
    private static final double LEAST_CONTRIBUTION = 0.01;

    private final List<C> cues;
    private final double bias;
    private final double[] weights;

    /** What a model of this kind weighs. */
    public interface Cue {
        /** For people. */
        String explanation();
    }

    public CueModel(Class<C> cues, double bias, double[] weights) {
        this.cues = List.of(cues.getEnumConstants());
        this.bias = bias;
        this.weights = weights.clone();
    }

    /** Reads lines of a name, a tab and a weight; a cue without a line weighs nothing. */
    public static <C extends Enum<C> & Cue> CueModel<C> read(Class<C> cues, List<String> lines) {
        double bias = 0;
        double[] weights = new double[cues.getEnumConstants().length];
        for (String line : lines) {
            int tab = line.indexOf('\t');
            double weight = Double.parseDouble(line.substring(tab + 1));
            if (line.startsWith("BIAS\t")) {
                bias = weight;
            } else {
                weights[Enum.valueOf(cues, line.substring(0, tab)).ordinal()] = weight;
            }
        }
        return new CueModel<>(cues, bias, weights);
    }

    /** As they are read. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("BIAS\t" + bias);
        for (C cue : cues) {
            lines.add(cue + "\t" + weights[cue.ordinal()]);
        }
        return lines;
    }

    public double bias() {
        return bias;
    }

    public double[] weights() {
        return weights.clone();
    }

    public String version() {
        return Integer.toHexString(Arrays.hashCode(weights) * 31 + Double.hashCode(bias));
    }

    public double score(double[] values) {
        double logOdds = bias;
        for (int index = 0; index < weights.length; index++) {
            logOdds += weights[index] * values[index];
        }
        return 1 / (1 + Math.exp(-logOdds));
    }

    /**
     * What weighed most, heaviest first.
     *
     * @param importance of what a cue adds to the log-odds
     */
    public List<Match.Contribution> contributions(double[] values, DoubleUnaryOperator importance) {
        return cues.stream()
                .map(cue -> new Match.Contribution(cue.explanation(), weights[cue.ordinal()] * values[cue.ordinal()]))
                .filter(each -> importance.applyAsDouble(each.weight()) > LEAST_CONTRIBUTION)
                .sorted(Comparator.comparingDouble((Match.Contribution each) -> importance.applyAsDouble(each.weight()))
                        .reversed())
                .limit(Match.MAX_CONTRIBUTIONS)
                .toList();
    }
}
