package org.llmops.cost.budgets;

import static org.llmops.cost.CostProblem.BUDGET_UNIT_UNKNOWN;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import org.llmops.platform.money.Money;

/** What a budget counts. Amounts are whole numbers of its smallest part. */
public enum BudgetUnit {
    /** Nano-USD. */
    USD {
        @Override
        public long of(Amounts amounts) {
            return amounts.cost().nanoUsd();
        }

        @Override
        public String text(long amount) {
            return Money.ofNanoUsd(amount) + " USD";
        }
    },
    /** All that went in, and all that came out. */
    TOKENS {
        @Override
        public long of(Amounts amounts) {
            return amounts.tokens();
        }
    },
    /** Calls that a provider answered. */
    REQUESTS {
        @Override
        public long of(Amounts amounts) {
            return amounts.requests();
        }
    };

    /** What of a call counts. */
    public abstract long of(Amounts amounts);

    /** An amount for people to read. */
    public String text(long amount) {
        return amount + " " + label();
    }

    @JsonCreator
    static BudgetUnit of(String label) {
        return Arrays.stream(values())
                .filter(unit -> unit.label().equals(label))
                .findFirst()
                .orElseThrow(() ->
                        BUDGET_UNIT_UNKNOWN.at("unit", "A budget counts usd, tokens or requests, not '" + label + "'"));
    }

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
