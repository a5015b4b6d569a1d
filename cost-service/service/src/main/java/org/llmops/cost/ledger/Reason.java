package org.llmops.cost.ledger;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why something was appended to what calls had cost. */
public enum Reason {
    /** The provider's own count came after our estimate. */
    USAGE_REPORTED,
    /** The call was priced anew. */
    RERATED,
    /** The invoice has another price for it. */
    INVOICE_PRICE,
    /** The invoice has another usage than the one that was estimated. */
    INVOICE_USAGE,
    /** The invoice has calls that nobody told us of, or lacks some that were. */
    UNOBSERVED,
    /** The provider rounds otherwise. */
    ROUNDING,
    /** The invoice differs, and does not say enough to tell why. */
    UNEXPLAINED;

    /** The name in the table and over REST. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
