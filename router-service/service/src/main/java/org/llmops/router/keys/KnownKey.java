package org.llmops.router.keys;

import java.util.Optional;
import org.llmops.platform.identity.ApiKey;

/**
 * A key as calls need it.
 *
 * @param requestsPerMinute its own limit, if it has one
 */
public record KnownKey(ApiKey key, Optional<Integer> requestsPerMinute) {}
