package org.llmops.platform.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** An API key as a request presents it: `sk-llmops-<public id>-<secret>`. Never logged; only its public id is. */
public final class PresentedKey {
    public static final String PREFIX = "sk-llmops-";

    private static final int MAX_LENGTH = 200;

    private final String publicId;
    private final byte[] secretSha256;

    private PresentedKey(String publicId, byte[] secretSha256) {
        this.publicId = publicId;
        this.secretSha256 = secretSha256;
    }

    /** Empty when it is not written like a key. */
    public static Optional<PresentedKey> parse(String text) {
        int dash = text.indexOf('-', PREFIX.length());
        if (!text.startsWith(PREFIX) || text.length() > MAX_LENGTH || dash < 0 || dash == text.length() - 1) {
            return Optional.empty();
        }
        return Optional.of(new PresentedKey(text.substring(PREFIX.length(), dash), sha256(text.substring(dash + 1))));
    }

    public String publicId() {
        return publicId;
    }

    /** Takes the same time wherever the hashes differ. */
    boolean matches(byte[] expectedSha256) {
        return MessageDigest.isEqual(secretSha256, expectedSha256);
    }

    /** How an issuer stores the secret part of a key. */
    public static byte[] sha256(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(US_ASCII));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return PREFIX + publicId + "-…";
    }
}
