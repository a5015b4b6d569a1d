package org.llmops.simulator.serving;

import java.util.concurrent.ThreadLocalRandom;

/** Ids as providers make them: a prefix that tells the kind, then letters and digits. */
public final class RandomIds {

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 24;

    private RandomIds() {}

    /** An id that no one else has. */
    public static String next(String prefix) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        StringBuilder id = new StringBuilder(prefix.length() + LENGTH).append(prefix);
        for (int position = 0; position < LENGTH; position++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
