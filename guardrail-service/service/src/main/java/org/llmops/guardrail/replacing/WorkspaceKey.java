package org.llmops.guardrail.replacing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A workspace's secret, and what is derived from it: a key of its own for each purpose (HKDF-Expand of RFC 5869, one
 * block), so that what one purpose shows tells nothing about another.
 */
public final class WorkspaceKey {
    /** The secret has so many bytes, and so has every key derived from it. */
    public static final int BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] secret;

    public WorkspaceKey(byte[] secret) {
        if (secret.length != BYTES) {
            throw new IllegalArgumentException("A workspace's secret has " + BYTES + " bytes");
        }
        this.secret = secret.clone();
    }

    /** The key for a purpose. */
    public byte[] derived(String purpose) {
        byte[] info = purpose.getBytes(UTF_8);
        return hmac(
                secret,
                ByteBuffer.allocate(info.length + 1).put(info).put((byte) 1).array());
    }

    /** HMAC-SHA-256 under a purpose's key. Parts are told apart by their lengths, so no two lists of them read the same. */
    public byte[] fingerprint(String purpose, String... parts) {
        byte[][] texts = new byte[parts.length][];
        int length = 0;
        for (int part = 0; part < parts.length; part++) {
            texts[part] = parts[part].getBytes(UTF_8);
            length += Integer.BYTES + texts[part].length;
        }
        ByteBuffer joined = ByteBuffer.allocate(length);
        for (byte[] text : texts) {
            joined.putInt(text.length).put(text);
        }
        return hmac(derived(purpose), joined.array());
    }

    static byte[] hmac(byte[] key, byte[] content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(content);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return "key of a workspace";
    }
}
