package org.llmops.guardrail.pii;

/** Keccak-256 as Ethereum uses it: the padding of the competition, not that of FIPS 202, which is all the JDK offers. */
final class Keccak {
    private static final int RATE = 136;
    private static final int ROUNDS = 24;
    private static final int[] ROTATIONS = {
        1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44
    };
    private static final int[] LANES = {
        10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1
    };

    private Keccak() {}

    static byte[] hash(byte[] message) {
        byte[] padded = java.util.Arrays.copyOf(message, (message.length / RATE + 1) * RATE);
        padded[message.length] = 1;
        padded[padded.length - 1] |= (byte) 0x80;
        long[] state = new long[25];
        for (int block = 0; block < padded.length; block += RATE) {
            for (int index = 0; index < RATE; index++) {
                state[index / 8] ^= (padded[block + index] & 0xFFL) << index % 8 * 8;
            }
            permute(state);
        }
        byte[] hash = new byte[32];
        for (int index = 0; index < hash.length; index++) {
            hash[index] = (byte) (state[index / 8] >>> index % 8 * 8);
        }
        return hash;
    }

    private static void permute(long[] state) {
        int register = 1;
        long[] columns = new long[5];
        for (int round = 0; round < ROUNDS; round++) {
            for (int x = 0; x < 5; x++) {
                columns[x] = state[x] ^ state[x + 5] ^ state[x + 10] ^ state[x + 15] ^ state[x + 20];
            }
            for (int x = 0; x < 5; x++) {
                long change = columns[(x + 4) % 5] ^ Long.rotateLeft(columns[(x + 1) % 5], 1);
                for (int y = 0; y < 25; y += 5) {
                    state[x + y] ^= change;
                }
            }
            long moved = state[1];
            for (int step = 0; step < ROUNDS; step++) {
                long replaced = state[LANES[step]];
                state[LANES[step]] = Long.rotateLeft(moved, ROTATIONS[step]);
                moved = replaced;
            }
            for (int y = 0; y < 25; y += 5) {
                System.arraycopy(state, y, columns, 0, 5);
                for (int x = 0; x < 5; x++) {
                    state[y + x] = columns[x] ^ ~columns[(x + 1) % 5] & columns[(x + 2) % 5];
                }
            }
            // The round constants come from a shift register, one bit for each power of two in a lane.
            for (int bit = 0; bit < 7; bit++) {
                if ((register & 1) == 1) {
                    state[0] ^= 1L << (1 << bit) - 1;
                }
                register = register << 1 ^ (register >> 7) * 0x171;
            }
        }
    }
}
