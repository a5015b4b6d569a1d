package org.llmops.router.exchange;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.money.Money;
import org.llmops.router.body.TokenUsage;

/** What an answer takes, as far as its provider has told. */
public final class Consumption {
    private @Nullable TokenUsage usage;
    private boolean partial;
    private @Nullable String serviceTier;
    private Money discarded = Money.ZERO;

    /** What the provider says it took; empty when it said nothing. */
    public Optional<TokenUsage> usage() {
        return Optional.ofNullable(usage);
    }

    public void usage(TokenUsage known) {
        usage = known;
        partial = false;
    }

    /** What the provider had said when its answer broke off: some tell the input first, and the output at the end. */
    public void usageSoFar(TokenUsage known) {
        usage = known;
        partial = true;
    }

    /** The provider did not come to tell all of the usage. */
    public boolean isPartial() {
        return partial;
    }

    /** How urgently the provider says it answered; null when it does not say. */
    public @Nullable String serviceTier() {
        return serviceTier;
    }

    public void serviceTier(@Nullable String told) {
        serviceTier = told;
    }

    /** What was paid for answers of other targets, which the call did not use. */
    public Money discarded() {
        return discarded;
    }

    /** Adds what such an answer cost. */
    public void discarded(Money cost) {
        discarded = discarded.plus(cost);
    }
}
