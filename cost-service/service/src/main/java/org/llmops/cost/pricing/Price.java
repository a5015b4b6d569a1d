package org.llmops.cost.pricing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the price book says about a model at a time. */
public sealed interface Price {
    /** The immutable version that said so. */
    int bookVersion();

    /** The next moment at which it may say something else; absent when none is known. */
    @Nullable
    Instant validUntil();

    /**
     * A rule applies.
     *
     * @param exact the rule names this model of this provider, and does not merely cover it
     * @param listed the same without the workspace's discount; the rule itself where there is none
     */
    record Priced(int bookVersion, @Nullable Instant validUntil, PriceRule rule, boolean exact, PriceRule listed)
            implements Price {
        Priced(int bookVersion, @Nullable Instant validUntil, PriceRule rule, boolean exact) {
            this(bookVersion, validUntil, rule, exact, rule);
        }

        boolean isDiscounted() {
            return !rule.id().equals(listed.id());
        }
    }

    /** No rule applies. */
    record Unpriced(int bookVersion, @Nullable Instant validUntil) implements Price {}
}
