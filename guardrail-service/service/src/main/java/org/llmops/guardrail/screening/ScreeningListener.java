package org.llmops.guardrail.screening;

import io.smallrye.mutiny.Uni;

/** Wants to hear of every screening: one bean each, found by injection. */
public interface ScreeningListener {
    /**
     * Told before the answer is given, which waits until this completes, for as long as the request's deadline allows; who
     * has more to do than to note it down does that later. A failure is logged and changes nothing for the caller.
     */
    Uni<Void> screened(Screened screened);
}
