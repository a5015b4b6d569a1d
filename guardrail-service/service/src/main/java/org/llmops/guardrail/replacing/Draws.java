package org.llmops.guardrail.replacing;

import java.nio.ByteBuffer;
import java.util.List;

/** Numbers that look random, and are the same for the same seed: HMAC-SHA-256 of a counter. */
final class Draws {
    private final byte[] seed;
    private ByteBuffer block = ByteBuffer.allocate(0);
    private int blocks;

    Draws(byte[] seed) {
        this.seed = seed.clone();
    }

    int below(int bound) {
        if (!block.hasRemaining()) {
            byte[] counter = ByteBuffer.allocate(Integer.BYTES).putInt(blocks++).array();
            block = ByteBuffer.wrap(WorkspaceKey.hmac(seed, counter));
        }
        return Integer.remainderUnsigned(block.getInt(), bound);
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    char digit() {
        return (char) ('0' + below(10));
    }

    String digits(int count) {
        StringBuilder digits = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            digits.append(digit());
        }
        return digits.toString();
    }
}
