package org.llmops.platform.identity;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** Where a service looks API keys up. A service with such a bean accepts them wherever the role `app` may call. */
public interface ApiKeys {
    /** Revoked and expired keys may be found: whether a key is accepted is not decided here. */
    Uni<Optional<ApiKey>> find(String publicId);
}
