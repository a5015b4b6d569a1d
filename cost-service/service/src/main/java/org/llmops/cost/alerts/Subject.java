package org.llmops.cost.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Makes subjects short enough for an index, which names that clients choose might not be, and keeps them different. */
final class Subject {
    static final int LONGEST = 300;

    private Subject() {}

    static String bounded(String subject) {
        if (subject.length() <= LONGEST) {
            return subject;
        }
        String hash = hash(subject);
        return subject.substring(0, LONGEST - hash.length() - 1) + "#" + hash;
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
