package org.llmops.cost.outcomes;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What one scorer, or people, found.
 *
 * @param name `feedback:thumbs`, `scorer:json_validity`, …
 * @param scores how many
 * @param valueMicro the sum of all, in millionths
 */
public record MeanScore(String name, long scores, long valueMicro) {
    private static final int MICRO = 6;
    private static final int DECIMALS = 4;

    /** From 0 (bad) to 1 (good), to four decimals. */
    public BigDecimal mean() {
        return BigDecimal.valueOf(valueMicro, MICRO).divide(BigDecimal.valueOf(scores), DECIMALS, RoundingMode.HALF_UP);
    }
}
