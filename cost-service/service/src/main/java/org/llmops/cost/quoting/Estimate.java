package org.llmops.cost.quoting;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.pricing.PriceStatus;
import org.llmops.cost.pricing.ServiceTier;
import org.llmops.platform.money.Money;

/**
 * What a request would cost on one model.
 *
 * @param upperBoundUsd no call of this size costs more
 * @param basis what the expected length of the answer rests on
 * @param basisCalls how many calls that is
 */
@RegisterForReflection
record Estimate(
        String provider,
        String model,
        ServiceTier serviceTier,
        PriceStatus status,
        @Nullable String ruleId,
        Money upperBoundUsd,
        Money expectedUsd,
        long expectedOutputTokens,
        Lengths.Basis basis,
        long basisCalls) {
    /** What has no price comes last: that it costs nothing is not known. */
    static final Comparator<Estimate> CHEAPEST_FIRST = Comparator.<Estimate, Boolean>comparing(
                    estimate -> estimate.status == PriceStatus.UNPRICED)
            .thenComparing(Estimate::expectedUsd)
            .thenComparing(Estimate::upperBoundUsd)
            .thenComparing(Estimate::provider)
            .thenComparing(Estimate::model);
}
