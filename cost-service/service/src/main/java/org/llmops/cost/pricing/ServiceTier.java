package org.llmops.cost.pricing;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How urgently a provider was asked to answer, which decides by which rates it bills. */
public enum ServiceTier {
    STANDARD,
    BATCH,
    FLEX,
    PRIORITY;

    /** The name on the wire and in the ledger, such as `batch`. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
