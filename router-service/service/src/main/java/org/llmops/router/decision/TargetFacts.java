package org.llmops.router.decision;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a target at one moment.
 *
 * @param barred why the call cannot go there at all; empty when it can
 * @param contextWindow tokens of input and output together; 0 when unknown
 * @param available it has not been ejected for failing too often
 * @param latencyMs how long it takes to begin its answers; 0 when nothing is known, or nobody asked
 * @param inFlight calls it is working on; 0 when nobody asked
 * @param price null when it is not known, or nobody asked
 */
public record TargetFacts(
        String barred,
        long contextWindow,
        boolean available,
        double latencyMs,
        int inFlight,
        @Nullable TokenPrice price) {
    /** Of a target nobody knows anything about. */
    public static final TargetFacts UNKNOWN = new TargetFacts("", 0, true, 0, 0, null);

    private static final double UNTRIED_MS = 1_000_000;

    /** Why this call should not go there; empty when it may. */
    String filtered(CallFacts call, boolean strict) {
        if (!barred.isEmpty()) {
            return barred;
        }
        if (strict && contextWindow > 0 && call.inputTokens() + call.maxOutputTokens() > contextWindow) {
            return "context_window";
        }
        return strict && !available ? "unavailable" : "";
    }

    /** Grows with how long a call would probably wait: the latency, for it and all that are there before (Finagle's peak EWMA). */
    double load() {
        // Nothing is known of who never answered: one call may find out, and the others wait for what it finds.
        if (latencyMs <= 0) {
            return inFlight == 0 ? 0 : UNTRIED_MS * inFlight;
        }
        return latencyMs * (inFlight + 1.0);
    }
}
