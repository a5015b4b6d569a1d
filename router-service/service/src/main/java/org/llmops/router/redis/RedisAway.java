package org.llmops.router.redis;

/** Redis did not answer lately, so it was not asked. One instance without a trace: it is made on the hot path. */
public final class RedisAway extends RuntimeException {
    static final RedisAway INSTANCE = new RedisAway();

    private static final long serialVersionUID = 1L;

    private RedisAway() {
        super("Redis did not answer lately", null, false, false);
    }
}
