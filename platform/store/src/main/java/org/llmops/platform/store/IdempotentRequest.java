package org.llmops.platform.store;

import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** The Idempotency-Key of the request at hand, from its arrival to its answer. */
@RequestScoped
public class IdempotentRequest {
    private @Nullable String key;
    private @Nullable String fingerprint;
    private @Nullable String workspace;

    public void carries(String key, String fingerprint) {
        this.key = key;
        this.fingerprint = fingerprint;
    }

    /** The mutation has claimed the key: its answer is to be kept. */
    public void claimedIn(String workspace) {
        this.workspace = workspace;
    }

    @Nullable
    String key() {
        return key;
    }

    @Nullable
    String fingerprint() {
        return fingerprint;
    }

    @Nullable
    String workspace() {
        return workspace;
    }
}
