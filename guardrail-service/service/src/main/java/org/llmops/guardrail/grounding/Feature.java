package org.llmops.guardrail.grounding;

import org.llmops.guardrail.learning.CueModel;

/** What speaks against a claim, each from 0 to 1; the weights of {@code weights} say how much. */
enum Feature implements CueModel.Cue {
    MISSING_WORDS("words that the evidence does not have"),
    MISSING_FORMS("words, glue included, that the best place of the evidence does not have"),
    MISSING_ANYWHERE("words, glue included, that nothing given has"),
    WORST_CLAUSE("a part of the sentence that the evidence does not have"),
    SCATTERED("words that no one place of the evidence has together"),
    NEW_WORDS("words beyond the question that no statement has"),
    MANY_MISSING("several words that the evidence does not have"),
    UNKNOWN_NUMBER("a number that the evidence does not have"),
    MISPLACED_NUMBER("a number that the evidence gives for something else"),
    UNKNOWN_NAME("a name that the evidence does not have"),
    SUBSTITUTION("all but one or two words come from one place of the evidence"),
    NEGATION("denied here, stated there, or the other way round"),
    OPPOSITE("a word whose opposite stands there with the same words"),
    SPEAKS_OF_SELF("speaks of the speaker, the evidence does not"),
    HEDGED("a guess where the evidence makes none"),
    ABSOLUTE("all, only, most or first where the evidence does not say so"),
    INEXACT("words that the evidence has with another ending only");

    private final String explanation;

    Feature(String explanation) {
        this.explanation = explanation;
    }

    @Override
    public String explanation() {
        return explanation;
    }
}
