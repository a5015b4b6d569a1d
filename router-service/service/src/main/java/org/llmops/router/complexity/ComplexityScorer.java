package org.llmops.router.complexity;

/** Guesses how hard a prompt is. Safe for any thread, cheap enough for every call. */
public interface ComplexityScorer {
    /** The guessed chance that a weak model gets this wrong: from 0, easy, to 1, hard. */
    double score(String prompt);
}
