package org.llmops.platform.identity;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An issued API key, without its secret.
 *
 * @param publicId the part that may be shown
 * @param secretSha256 what its secret hashes to; the secret has 256 random bits, so a fast hash is enough
 * @param workspace the workspace it acts in
 * @param app the application it was issued to
 * @param expiresAt it is not accepted from then on; absent: until revoked
 * @param revoked it is not accepted any more
 * @param replaced the secret before this one, while it still works; absent: only this one does
 */
public record ApiKey(
        String publicId,
        byte[] secretSha256,
        WorkspaceId workspace,
        String app,
        @Nullable Instant expiresAt,
        boolean revoked,
        @Nullable ReplacedSecret replaced) {
    private static final Set<String> ROLES = Set.of(Roles.APP);

    /** A key that has had one secret only. */
    public ApiKey(
            String publicId,
            byte[] secretSha256,
            WorkspaceId workspace,
            String app,
            @Nullable Instant expiresAt,
            boolean revoked) {
        this(publicId, secretSha256, workspace, app, expiresAt, revoked, null);
    }

    public boolean accepts(PresentedKey presented, Instant now) {
        boolean secret = presented.matches(secretSha256) || (replaced != null && replaced.accepts(presented, now));
        return secret && !revoked && (expiresAt == null || now.isBefore(expiresAt));
    }

    public Caller caller() {
        return new Caller(workspace, publicId, Caller.Kind.APP, app, ROLES);
    }

    /** Arrays compare by identity, and a key is known by its public id. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ApiKey key && key.publicId.equals(publicId);
    }

    @Override
    public int hashCode() {
        return publicId.hashCode();
    }

    @Override
    public String toString() {
        return "ApiKey[" + publicId + "]";
    }

    /**
     * A secret that a rotation has replaced.
     *
     * @param sha256 what it hashes to
     * @param until it is not accepted from then on
     */
    @SuppressWarnings("ArrayRecordComponent") // Compared in constant time, never by equals.
    public record ReplacedSecret(byte[] sha256, Instant until) {
        private boolean accepts(PresentedKey presented, Instant now) {
            return presented.matches(sha256) && now.isBefore(until);
        }

        @Override
        public String toString() {
            return "ReplacedSecret[until=" + until + "]";
        }
    }
}
