package org.llmops.cost.explaining;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.money.Money;

/**
 * What a difference in spend is made of. Amounts are decimal strings of USD.
 *
 * @param from the first moment of the time that is looked at
 * @param to the first moment after
 * @param actualUsd what it cost
 * @param expectedUsd what it usually costs
 * @param differenceUsd the one less the other, and the sum of all effects
 * @param effects of all models together
 * @param comparedTo the beginnings of the times, as long as this one, whose models, calls and tokens are the usual ones;
 *     empty when nothing was spent before, so that all of the difference is volume
 * @param contributors what has changed most, by model, app and so on
 */
@RegisterForReflection
public record Explanation(
        Instant from,
        Instant to,
        Money actualUsd,
        Money expectedUsd,
        Money differenceUsd,
        Effects effects,
        List<Instant> comparedTo,
        List<Contributor> contributors) {
    public Explanation {
        comparedTo = List.copyOf(comparedTo);
        contributors = List.copyOf(contributors);
    }

    /**
     * One value of a dimension, and what it adds to the difference.
     *
     * @param dimension such as `model`
     * @param value absent for calls that have none
     * @param effects what its own difference is made of; of models only
     */
    @RegisterForReflection
    public record Contributor(
            String dimension,
            @Nullable String value,
            Money actualUsd,
            Money expectedUsd,
            Money differenceUsd,
            @Nullable Effects effects) {}
}
