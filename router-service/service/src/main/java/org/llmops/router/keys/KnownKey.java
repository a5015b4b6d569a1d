package org.llmops.router.keys;

import java.util.List;
import org.llmops.platform.identity.ApiKey;
import org.llmops.router.limits.Limit;

/**
 * A key as calls need it.
 *
 * @param limits its own
 */
public record KnownKey(ApiKey key, AllowedModels allowedModels, List<Limit> limits) {
    public KnownKey {
        limits = List.copyOf(limits);
    }
}
