package org.llmops.cost.rerating;

import org.jspecify.annotations.Nullable;
import org.llmops.platform.money.Money;

/** The calls of one model that one rule priced and another prices now, of which the cost differs. */
record ReratingLine(Group group, long calls, Money before, Money after) {
    ReratingLine plus(ReratingLine other) {
        return new ReratingLine(group, calls + other.calls, before.plus(other.before), after.plus(other.after));
    }

    /** What the calls have in common. */
    record Group(
            String provider,
            String model,
            @Nullable String ruleBefore,
            @Nullable String ruleAfter) {}
}
