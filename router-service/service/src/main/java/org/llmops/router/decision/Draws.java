package org.llmops.router.decision;

/** Lots that come out the same whenever they are drawn again: numbers from 0 to 1, by hash. */
final class Draws {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final double UNIT = 0x1.0p-53;
    /** The logarithm of nothing is no number. */
    private static final double LEAST = 0x1.0p-54;

    private Draws() {}

    /** One call's own lot at a node; the number tells its lots apart. */
    static double of(long seed, String path, int number) {
        return unit(mix(hash(FNV_OFFSET, path) ^ mix(seed + number)));
    }

    /** The lot of everything that has these names. */
    static double of(String... names) {
        long hash = FNV_OFFSET;
        for (String name : names) {
            hash = hash(hash, name);
        }
        return unit(mix(hash));
    }

    private static double unit(long bits) {
        return (bits >>> 11) * UNIT + LEAST;
    }

    /** FNV-1a over UTF-16, with an end mark: "a", "bc" is not "ab", "c". */
    private static long hash(long start, String text) {
        long hash = start;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return (hash ^ 0x1_0000) * FNV_PRIME;
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood, 2014): FNV's upper bits alone are far from random. */
    private static long mix(long hash) {
        long mixed = hash + 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
