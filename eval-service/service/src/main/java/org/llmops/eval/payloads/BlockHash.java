package org.llmops.eval.payloads;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names a block by what it says.
 *
 * @param hex the SHA-256 of its bytes, in lower-case hexadecimal digits
 */
public record BlockHash(String hex) {
    /** Length of a hash. Bytes. */
    static final int LENGTH = 32;

    public BlockHash {
        if (hex.length() != 2 * LENGTH) {
            throw new IllegalArgumentException("A block hash has " + 2 * LENGTH + " digits, not " + hex.length());
        }
    }

    static BlockHash of(byte[] body) {
        return new BlockHash(HexFormat.of().formatHex(sha256().digest(body)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
