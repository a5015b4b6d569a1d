package org.llmops.guardrail.answers;

import org.llmops.guardrail.learning.CueModel;

/** What the beginning of an answer shows of a refusal, or against one; the weights say how much. */
enum RefusalCue implements CueModel.Cue {
    CANNOT_AT_ONCE("says early on that it cannot or will not", true),
    CANNOT("says that it cannot or will not", true),
    DECLINES_AT_ONCE("declines in so many words early on", true),
    DECLINES("declines in so many words", true),
    APOLOGY("apologises", true),
    POLICY("cites rules it is bound by", true),
    IDENTITY("points out that it is a machine", true),
    WRONG("calls what was asked wrong", true),
    COUNSEL("advises against it", true),
    REDIRECT("offers help with something else", true),
    CAPABILITY("lacks a means, such as the internet", true),
    SHORT("is short", true),
    TURN("turns to answering after all", false),
    COMPLIES("begins to do what was asked", false),
    LIST("has a list or code", false),
    SECOND_VOICE("lets a second voice speak", false);

    private final String explanation;
    private final boolean speaksForRefusal;

    RefusalCue(String explanation, boolean speaksForRefusal) {
        this.explanation = explanation;
        this.speaksForRefusal = speaksForRefusal;
    }

    @Override
    public String explanation() {
        return explanation;
    }

    /** The sign that its weight may have. */
    boolean speaksForRefusal() {
        return speaksForRefusal;
    }
}
