package org.llmops.cost.pricing;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * Where prices were taken from.
 *
 * @param id what rules name it by
 * @param name whose list it is
 * @param url where it is found
 * @param licence the terms, and what was taken
 * @param checksum SHA-256 of what was read; absent where nobody noted it
 */
@RegisterForReflection
public record PriceSource(
        String id,
        String name,
        String url,
        String licence,
        @Nullable String checksum) {}
