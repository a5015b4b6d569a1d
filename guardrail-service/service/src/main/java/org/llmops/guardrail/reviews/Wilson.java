package org.llmops.guardrail.reviews;

/**
 * How sure a share is that was counted in few cases: the score interval of E. B. Wilson, "Probable inference, the law of
 * succession, and statistical inference", JASA 22 (1927), at 95 %.
 */
record Wilson(double low, double high) {
    /** The 97.5th percentile of the standard normal distribution. */
    private static final double Z = 1.959963984540054;

    /** Of nothing everything is possible. */
    static Wilson of(long hits, long cases) {
        if (hits < 0 || cases < hits) {
            throw new IllegalArgumentException("Hits are some of the cases");
        }
        if (cases == 0) {
            return new Wilson(0, 1);
        }
        double share = (double) hits / cases;
        double z2 = Z * Z;
        double middle = share + z2 / (2 * cases);
        double margin = Z * Math.sqrt(share * (1 - share) / cases + z2 / (4.0 * cases * cases));
        double scale = 1 + z2 / cases;
        // Rounding must not make certain what is not, nor lead out of 0 to 1.
        return new Wilson(
                hits == 0 ? 0 : Math.max(0, (middle - margin) / scale),
                hits == cases ? 1 : Math.min(1, (middle + margin) / scale));
    }
}
