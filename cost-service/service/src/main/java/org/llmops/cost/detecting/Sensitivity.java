package org.llmops.cost.detecting;

/**
 * When unusual is unusual enough to tell somebody.
 *
 * @param score units of scatter away from what is usual
 * @param leastHourUsd a smaller difference within an hour is nobody's concern
 * @param leastDayUsd a smaller difference within a day is nobody's concern
 * @param leastShare nor is a smaller one as a part of what is usual
 */
public record Sensitivity(double score, double leastHourUsd, double leastDayUsd, double leastShare) {
    public Sensitivity {
        if (score <= 0 || leastHourUsd <= 0 || leastDayUsd <= 0 || leastShare < 0) {
            throw new IllegalArgumentException("A sensitivity has a score and least amounts above 0");
        }
    }

    double leastUsd(Grain grain) {
        return grain == Grain.HOUR ? leastHourUsd : leastDayUsd;
    }
}
