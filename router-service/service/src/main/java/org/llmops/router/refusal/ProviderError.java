package org.llmops.router.refusal;

import org.jspecify.annotations.Nullable;

/**
 * What a provider says is wrong.
 *
 * @param kind what it means, as far as it matters for where the call goes next
 * @param type its own name for the kind of error; empty when it has none
 * @param code its own name for the error; empty when it has none
 * @param param the member it blames; null when it blames none
 * @param message empty when it cannot be read
 * @param surface the wire format the provider speaks; empty when no client does
 * @param body exactly what it sent: clients that speak its format get it unchanged
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes that are passed on, never compared.
public record ProviderError(
        Kind kind, String type, String code, @Nullable String param, String message, String surface, byte[] body) {

    /** What an error means for where the call goes next. */
    public enum Kind {
        /** Nothing in particular. */
        OTHER,
        /** The conversation is longer than the model can take: another model may take it. */
        CONTEXT_WINDOW,
        /** The provider does not want to talk about that: another may. */
        CONTENT_FILTER,
        /** Money or quota of the credential is used up: another credential may do. */
        QUOTA
    }
}
