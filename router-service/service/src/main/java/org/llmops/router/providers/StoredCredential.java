package org.llmops.router.providers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.sealing.SealedSecret;

/**
 * One of a provider's credentials as the database keeps it.
 *
 * @param fingerprint tells two secrets apart, and nothing else about them
 * @param epoch how often it was taken into use again
 * @param createdAt ISO 8601
 * @param retired null while it is in use
 */
record StoredCredential(
        String id,
        SealedSecret secret,
        int weight,
        String fingerprint,
        int epoch,
        String createdAt,
        String createdBy,
        @Nullable Retirement retired) {
    private static final int FINGERPRINT_BYTES = 4;

    static StoredCredential of(String id, SealedSecret secret, int weight, String fingerprint, Instant now, String by) {
        return new StoredCredential(id, secret, weight, fingerprint, 0, now.toString(), by, null);
    }

    /** The beginning of the secret's SHA-256: far too little to find the secret by. */
    static String fingerprint(Credential secret) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(secret.reveal().getBytes(UTF_8));
            return HexFormat.of().formatHex(hash, 0, FINGERPRINT_BYTES);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }

    /** Takes the place of an earlier secret, whose faults are not its own. */
    StoredCredential after(Optional<StoredCredential> earlier) {
        return earlier.map(former -> new StoredCredential(
                        id, secret, weight, fingerprint, former.epoch + 1, createdAt, createdBy, null))
                .orElse(this);
    }

    StoredCredential retired(Retirement why) {
        return new StoredCredential(id, secret, weight, fingerprint, epoch, createdAt, createdBy, why);
    }

    StoredCredential enabled() {
        return new StoredCredential(id, secret, weight, fingerprint, epoch + 1, createdAt, createdBy, null);
    }

    StoredCredential sealed(SealedSecret anew) {
        return new StoredCredential(id, anew, weight, fingerprint, epoch, createdAt, createdBy, retired);
    }

    @JsonIgnore
    boolean isRetired() {
        return retired != null;
    }

    /**
     * Why a credential is not used any more.
     *
     * @param at ISO 8601
     * @param httpStatus what the provider said to it
     */
    record Retirement(String at, String by, int httpStatus) {}
}
