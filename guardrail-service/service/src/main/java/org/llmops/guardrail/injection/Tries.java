package org.llmops.guardrail.injection;

/**
 * How many chances a harmless text has had to look suspicious. A long text has more passages, and the threshold grows
 * stricter with it, but only so far that nobody hides an attack behind a long preface.
 */
final class Tries {
    /** Passages of one text resemble each other: so many code points are worth one more try. */
    private static final double LENGTH_PER_TRY = 800;

    private static final double MOST = 12;

    /** Passages are judged alone and together with what came before. */
    private static final int LOOKS = 2;

    private Tries() {}

    static double upTo(int position) {
        return Math.min(MOST, 1 + LOOKS * position / LENGTH_PER_TRY);
    }
}
