package org.llmops.guardrail.custom;

import org.jspecify.annotations.Nullable;

/**
 * What a detector is told of who asks.
 *
 * @param authorization the value of the header, or metadata, of that name
 * @param signing what requests over HTTP are signed with
 */
record Credentials(@Nullable String authorization, @Nullable SigningSecret signing) {
    static final Credentials NONE = new Credentials(null, null);

    boolean isEmpty() {
        return authorization == null && signing == null;
    }

    @Override
    public String toString() {
        return "credentials";
    }
}
