package org.llmops.router.providers;

import org.jspecify.annotations.Nullable;

/**
 * A credential as REST shows it: nothing of the secret.
 *
 * @param state {@code active}, or {@code retired}: the provider does not take it any more
 * @param fingerprint the first 32 bits of the secret's SHA-256; null for one that was stored before there were any
 * @param keyId the key that protects it; null for one that was stored before keys had names
 * @param retiredStatus what the provider said to it last
 */
record CredentialView(
        String id,
        String state,
        int weight,
        @Nullable String fingerprint,
        @Nullable String keyId,
        @Nullable String createdAt,
        @Nullable String createdBy,
        @Nullable String retiredAt,
        @Nullable String retiredBy,
        @Nullable Integer retiredStatus) {
    static CredentialView of(StoredCredential credential) {
        StoredCredential.Retirement retired = credential.retired();
        return new CredentialView(
                credential.id(),
                retired == null ? "active" : "retired",
                credential.weight(),
                credential.fingerprint(),
                credential.secret().keyId(),
                credential.createdAt(),
                credential.createdBy(),
                retired == null ? null : retired.at(),
                retired == null ? null : retired.by(),
                retired == null ? null : retired.httpStatus());
    }

    /** Locked before credentials had keys of their own. */
    static CredentialView former() {
        return new CredentialView(ProviderCredential.DEFAULT, "active", 1, null, null, null, null, null, null, null);
    }
}
