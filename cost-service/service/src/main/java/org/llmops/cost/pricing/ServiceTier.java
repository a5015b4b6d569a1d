package org.llmops.cost.pricing;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/** How urgently a provider was asked to answer, which decides by which rates it bills. */
public enum ServiceTier {
    STANDARD,
    BATCH,
    FLEX,
    PRIORITY;

    /** By its name, or by what providers call it: `default`, `auto` and `standard_only` are the standard tier. */
    public static Optional<ServiceTier> of(String name) {
        return switch (name) {
            case "standard", "default", "auto", "standard_only", "on_demand", "" -> Optional.of(STANDARD);
            case "batch" -> Optional.of(BATCH);
            case "flex" -> Optional.of(FLEX);
            case "priority" -> Optional.of(PRIORITY);
            default -> Optional.empty();
        };
    }

    /** The name on the wire and in the ledger, such as `batch`. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
