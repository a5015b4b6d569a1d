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
     */
    record Priced(int bookVersion, @Nullable Instant validUntil, PriceRule rule, boolean exact) implements Price {}

    /** No rule applies. */
    record Unpriced(int bookVersion, @Nullable Instant validUntil) implements Price {}
}
