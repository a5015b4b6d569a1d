package org.llmops.guardrail.reviews;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * When a rule is too noisy to have an effect.
 *
 * @param floor the precision that it must still be able to have, by the upper end of its interval
 * @param minLabels labels before which nothing is concluded
 */
@RegisterForReflection
@Schema(name = "PrecisionFloor")
record PrecisionFloor(double floor, int minLabels, String setBy, Instant setAt) {
    boolean condemns(RulePrecision precision) {
        return precision.truePositives() + precision.falsePositives() >= minLabels && precision.high() < floor;
    }
}
