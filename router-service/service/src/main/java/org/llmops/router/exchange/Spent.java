package org.llmops.router.exchange;

import org.jspecify.annotations.Nullable;

/**
 * What a call took, in every unit that a budget may count.
 *
 * @param tokens in and out
 * @param requests 1 when a provider answered, and 0 else
 * @param target the one that answered; null when none did
 */
public record Spent(
        long costNanoUsd,
        long tokens,
        long requests,
        @Nullable Target target) {
    /** A call that took nothing. */
    public static final Spent NOTHING = new Spent(0, 0, 0, null);

    /** This and something that another target may have taken: what is left of both are the amounts. */
    public Spent plus(Spent other) {
        return new Spent(
                costNanoUsd + other.costNanoUsd, tokens + other.tokens, requests + other.requests, other.target);
    }
}
