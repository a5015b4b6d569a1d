package org.llmops.router.complexity;

/**
 * Where to draw the line between easy and hard, as measured on the questions a scorer was trained with. Between
 * {@code easyBelow} and {@code hardFrom} the measurement tells no difference from the average question: there the
 * scorer abstains.
 *
 * @param version of the scorer: scores of different versions do not compare
 * @param threshold of a router that does not abstain: the share above it regains half of what the strong model is better
 * @param easyBelow scores below are easy
 * @param hardFrom scores from here on are hard
 */
public record Calibration(String version, double threshold, double easyBelow, double hardFrom) {
    /** Of a scorer that nobody measured. */
    public static final Calibration MIDDLE = new Calibration("unmeasured", 0.5, 0.5, 0.5);

    public Calibration {
        if (!(0 <= easyBelow && easyBelow <= hardFrom && hardFrom <= 1) || !(0 <= threshold && threshold <= 1)) {
            throw new IllegalArgumentException("Scores lie between 0 and 1, and the easy ones below the hard ones");
        }
    }
}
