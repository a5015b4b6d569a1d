package org.llmops.cost.explaining;

import java.math.BigDecimal;
import java.util.List;
import org.llmops.cost.rollups.SpendPoint;

/**
 * How many input tokens an output token costs as much as. Without it, longer answers to shorter questions would look like
 * a higher price.
 */
final class OutputWeight {
    /** The median of the 2,092 chat models that have both prices in LiteLLM's list (MIT) is 3.99. */
    private static final double USUAL = 4;

    private static final double LEAST = 1;
    private static final double MOST = 12;
    private static final int ENOUGH_HOURS = 8;

    private OutputWeight() {}

    /** The least squares fit of cost to input and output tokens, hour by hour. */
    static BigDecimal of(List<SpendPoint> hours) {
        double inIn = 0;
        double inOut = 0;
        double outOut = 0;
        double inCost = 0;
        double outCost = 0;
        for (SpendPoint hour : hours) {
            double cost = hour.cost().nanoUsd();
            inIn += (double) hour.inputTokens() * hour.inputTokens();
            inOut += (double) hour.inputTokens() * hour.outputTokens();
            outOut += (double) hour.outputTokens() * hour.outputTokens();
            inCost += hour.inputTokens() * cost;
            outCost += hour.outputTokens() * cost;
        }
        double independent = inIn * outOut - inOut * inOut;
        double perInput = inCost * outOut - outCost * inOut;
        double perOutput = outCost * inIn - inCost * inOut;
        boolean tellsApart = hours.size() >= ENOUGH_HOURS && independent > 1e-6 * inIn * outOut;
        if (!tellsApart || perInput <= 0 || perOutput <= 0) {
            return BigDecimal.valueOf(USUAL);
        }
        return BigDecimal.valueOf(Math.clamp(perOutput / perInput, LEAST, MOST));
    }
}
