package org.llmops.eval.scoring;

import java.math.BigDecimal;

/**
 * What a scorer thinks of an answer.
 *
 * @param value from 0 (bad) to 1 (good)
 * @param reason why, in words that repeat nothing of the bodies
 */
record Judgement(BigDecimal value, String reason) {
    Judgement {
        if (value.signum() < 0 || value.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException("A score is from 0 to 1, not " + value);
        }
    }

    static Judgement good(String reason) {
        return new Judgement(BigDecimal.ONE, reason);
    }

    static Judgement bad(String reason) {
        return new Judgement(BigDecimal.ZERO, reason);
    }
}
