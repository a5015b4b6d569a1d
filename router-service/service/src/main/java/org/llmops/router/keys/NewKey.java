package org.llmops.router.keys;

import java.security.SecureRandom;
import org.llmops.platform.identity.PresentedKey;

/**
 * A key at the only moment its secret exists here: made, shown to its owner once, and forgotten.
 *
 * @param publicId 16 characters; it may be shown and logged
 * @param secret 43 characters of 62: 256 random bits
 */
record NewKey(String publicId, String secret) {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int PUBLIC_ID_LENGTH = 16;
    private static final int SECRET_LENGTH = 43;

    static NewKey generate(SecureRandom random) {
        return new NewKey(text(random, PUBLIC_ID_LENGTH), text(random, SECRET_LENGTH));
    }

    /** The same secret for a key that exists already. */
    NewKey under(String existing) {
        return new NewKey(existing, secret);
    }

    /** What goes into `Authorization: Bearer …`. */
    String presented() {
        return PresentedKey.PREFIX + publicId + "-" + secret;
    }

    byte[] secretSha256() {
        return PresentedKey.sha256(secret);
    }

    @Override
    public String toString() {
        return "NewKey[" + publicId + "]";
    }

    private static String text(SecureRandom random, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
