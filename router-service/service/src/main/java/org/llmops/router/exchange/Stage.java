package org.llmops.router.exchange;

import io.vertx.core.Future;

/** One step of every call. It runs on the call's event loop, never blocks, and keeps nothing of a call to itself. */
public interface Stage {
    /** Takes the call one step on, or ends it. A failed future is a bug, not a refusal. */
    Future<Progress> apply(Exchange exchange);
}
