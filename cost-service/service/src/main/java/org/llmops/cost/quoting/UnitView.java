package org.llmops.cost.quoting;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.llmops.cost.pricing.Unit;

/**
 * A unit that prices may name.
 *
 * @param per how many of them a rate is the price of
 */
@RegisterForReflection
record UnitView(String unit, long per) {
    static UnitView of(Unit unit) {
        return new UnitView(unit.label(), unit.per());
    }
}
