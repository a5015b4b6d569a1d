package org.llmops.router.limits;

import io.smallrye.mutiny.Uni;
import org.llmops.platform.identity.Caller;

/** Decides whether a caller may make one more call now. */
public interface RateLimits {
    /** Takes one call from every bucket that applies, or from none. Never fails, and never waits long. */
    Uni<Admission> admit(Caller caller);
}
