package org.llmops.router.cache;

/**
 * An answer that may be given again.
 *
 * @param callId the call it was first given to
 * @param model what answered, as callers are told
 * @param json the provider's answer before placeholders were restored
 */
@SuppressWarnings("ArrayRecordComponent") // A body of bytes that is passed through, never compared.
public record CachedAnswer(String callId, String model, byte[] json) {}
