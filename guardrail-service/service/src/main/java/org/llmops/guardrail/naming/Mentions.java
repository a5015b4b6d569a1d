package org.llmops.guardrail.naming;

/** Names that a text has already mentioned: who was introduced with a full name is recognised by one half of it. */
final class Mentions {
    /** Names beyond these are not remembered. */
    private static final int MAX_NAMES = 256;

    private final int[] hashes = new int[2 * MAX_NAMES];
    private int count;

    boolean contains(int hash) {
        return count > 0 && hashes[slot(hash)] == hash;
    }

    void add(int hash) {
        int slot = slot(hash);
        if (hashes[slot] != hash && count < MAX_NAMES) {
            hashes[slot] = hash;
            count++;
        }
    }

    private int slot(int hash) {
        int slot = (hash ^ hash >>> 16) & hashes.length - 1;
        while (hashes[slot] != 0 && hashes[slot] != hash) {
            slot = slot + 1 & hashes.length - 1;
        }
        return slot;
    }
}
