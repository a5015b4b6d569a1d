package org.llmops.router.complexity;

/** Guesses how hard a prompt is. Safe for any thread, cheap enough for every call. */
@FunctionalInterface
public interface ComplexityScorer {
    /**
     * The guessed chance that a strong model gets this right and a weak model does not: from 0, a weak model will do,
     * to 1. The same text always gets the same score from the same model.
     */
    double score(String prompt);

    /** Where routes draw the line that do not draw their own. */
    default Calibration calibration() {
        return Calibration.MIDDLE;
    }
}
