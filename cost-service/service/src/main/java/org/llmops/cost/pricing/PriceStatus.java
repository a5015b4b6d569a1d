package org.llmops.cost.pricing;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How the price of a call was found. */
public enum PriceStatus {
    /** A rule names the model. */
    EXACT,
    /** A rule covers the model by prefix or alias. */
    ALIAS,
    /** A rule applies, and has no rate for something that was counted: the call cost more than is known. */
    MISSING,
    /** No rule applies. */
    UNPRICED;

    /** The name on the wire and in the ledger, such as `exact`. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
