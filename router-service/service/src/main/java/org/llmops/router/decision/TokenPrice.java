package org.llmops.router.decision;

import java.math.BigDecimal;

/**
 * What a model charges.
 *
 * @param inputUsd for a million tokens
 * @param outputUsd for a million tokens
 */
public record TokenPrice(BigDecimal inputUsd, BigDecimal outputUsd) {
    /** What a call is expected to cost: a millionth of a USD is 1. */
    BigDecimal microUsd(long inputTokens, long outputTokens) {
        return inputUsd.multiply(BigDecimal.valueOf(inputTokens))
                .add(outputUsd.multiply(BigDecimal.valueOf(outputTokens)));
    }
}
