package org.llmops.router.cache;

import org.jspecify.annotations.Nullable;

/**
 * Where a call's answer may be remembered.
 *
 * @param key for requests that are the same
 * @param question for questions that are alike; null: for none
 */
public record Keeping(CacheKey key, @Nullable AskedQuestion question) {}
