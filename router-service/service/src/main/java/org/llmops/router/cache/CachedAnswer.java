package org.llmops.router.cache;

/**
 * An answer that may be given again.
 *
 * @param callId the call it was first given to
 * @param model what answered, as callers are told
 * @param givenAtMs when that was, in milliseconds since 1970
 * @param json the provider's answer before placeholders were restored
 */
@SuppressWarnings("ArrayRecordComponent") // A body of bytes that is passed through, never compared.
public record CachedAnswer(String callId, String model, long givenAtMs, byte[] json) {
    /** How old it is; never negative, though the clocks of two instances may differ. */
    public long ageMs(long nowMs) {
        return Math.max(0, nowMs - givenAtMs);
    }
}
