package org.llmops.cost.pricing;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What is counted and billed. The units do not overlap: their counts add up to everything billed. */
public enum TokenUnit {
    /** Input that was neither read from a provider's cache nor written to one. */
    INPUT_TOKENS,
    /** Input read from the provider's cache. */
    CACHE_READ_TOKENS,
    /** Input written to the provider's cache. */
    CACHE_WRITE_TOKENS,
    /** Output, reasoning included. */
    OUTPUT_TOKENS;

    /** The name in the price book and on the wire, such as `input_tokens`. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
