package org.llmops.router.routes.document;

/** How large a document may be, so that deciding by it stays cheap. The published schema says the same. */
final class Bounds {
    static final int BYTES = 64 << 10;
    static final int DEPTH = 8;
    static final int NODES = 64;
    static final int CHILDREN = 20;
    static final int PARAMS = 20;
    static final int PARAMS_CHARACTERS = 4_000;
    static final int DESCRIPTION = 500;
    static final long TIMEOUT_MS = 3_600_000;
    static final int TOKENS = 1_000_000;
    static final double WEIGHT = 1_000_000;

    private Bounds() {}
}
