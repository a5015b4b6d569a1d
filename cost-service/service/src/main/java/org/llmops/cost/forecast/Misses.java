package org.llmops.cost.forecast;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * How far sums of steps were missed in a backtest, which is how sure the next ones are: conformal prediction by absolute
 * residuals (Vovk, Gammerman and Shafer, Algorithmic Learning in a Random World, 2005), with no assumption on how misses
 * are distributed. Sums that overlap are missed alike, which conformal prediction does not allow for: hence the caution.
 */
final class Misses {
    /** Fewer say too little of how far misses go. */
    private static final int ENOUGH = 12;

    private static final double USUAL_GROWTH = 0.75;
    private static final NormalDistribution NORMAL = new NormalDistribution();

    private final double[][] sizesByStep;
    private final int span;
    private final int longest;
    private final double growth;

    private Misses(double[][] sizesByStep, int span, int longest, double growth) {
        this.sizesByStep = sizesByStep;
        this.span = span;
        this.longest = longest;
        this.growth = growth;
    }

    /**
     * @param misses for each origin, for each step ahead that is known; the first origin knows at least one
     * @param span steps from the first origin to the last one known
     */
    static Misses of(double[][] misses, int span, int horizon) {
        double[][] sizes = new double[horizon][];
        int longest = 1;
        for (int step = 0; step < horizon; step++) {
            int at = step;
            sizes[step] = Arrays.stream(misses)
                    .filter(origin -> origin.length > at)
                    .mapToDouble(origin -> Math.abs(origin[at]))
                    .sorted()
                    .toArray();
            if (sizes[step].length >= ENOUGH) {
                longest = step + 1;
            }
        }
        return new Misses(sizes, span, longest, growth(sizes, longest));
    }

    /** The longest number of steps that was tried often enough; for more, misses are taken to grow on as they have. */
    int longest() {
        return longest;
    }

    /**
     * What a miss stays below with the probability p.
     *
     * @param steps more than 0; may end within a step
     */
    double quantile(double steps, double p) {
        double size = size(steps, Math.abs(2 * p - 1));
        return p < 0.5 ? -size : size;
    }

    /** How likely a miss of this many steps is more than this one. */
    double probabilityOfMore(double steps, double miss) {
        double low = 0.0005;
        double high = 0.9995;
        while (high - low > 1e-4) {
            double middle = (low + high) / 2;
            if (quantile(steps, middle) > miss) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return 1 - (low + high) / 2;
    }

    /** What a miss's size stays below with this probability. */
    private double size(double steps, double coverage) {
        if (steps < 1) {
            return wholeSteps(1, coverage) * Math.sqrt(steps);
        }
        int below = (int) Math.floor(steps);
        double within = steps - below;
        double size = wholeSteps(below, coverage);
        return within == 0 ? size : size + within * (wholeSteps(below + 1, coverage) - size);
    }

    private double wholeSteps(int steps, double coverage) {
        int tried = Math.min(steps, longest);
        double stretch = Math.pow((double) steps / tried, growth);
        return orderStatistic(sizesByStep[tried - 1], coverage) * stretch * caution(tried, coverage);
    }

    /** Between the sizes at coverage (n + 1), and no further than the largest. */
    private static double orderStatistic(double[] sizes, double coverage) {
        double rank = coverage * (sizes.length + 1) - 1;
        if (rank <= 0) {
            return sizes[0] * (rank + 1);
        }
        int below = Math.min((int) rank, sizes.length - 1);
        int above = Math.min(below + 1, sizes.length - 1);
        return sizes[below] + Math.min(1, rank - below) * (sizes[above] - sizes[below]);
    }

    /**
     * Of sums that overlap only as many speak for themselves as fit side by side. Of so few, quantiles are taken to be wider
     * by as much as those of Student's distribution are wider than the normal one's.
     */
    private double caution(int steps, double coverage) {
        double apart = Math.max(1.5, (double) span / steps);
        double p = Math.clamp((1 + coverage) / 2, 0.55, 0.999);
        return new TDistribution(apart).inverseCumulativeProbability(p)
                / NORMAL.inverseCumulativeProbability(p)
                * Math.sqrt(1 + 1 / apart);
    }

    /** Misses that know nothing of each other grow with the square root of the steps, and those of a wrong level linearly. */
    private static double growth(double[][] sizes, int longest) {
        int early = Math.max(1, longest / 4);
        double before = mean(sizes[early - 1]);
        double after = mean(sizes[longest - 1]);
        if (longest < 4 || before <= 0 || after <= 0) {
            return USUAL_GROWTH;
        }
        return Math.clamp(Math.log(after / before) / Math.log((double) longest / early), 0.5, 1);
    }

    private static double mean(double[] sizes) {
        return DoubleStream.of(sizes).average().orElse(0);
    }
}
