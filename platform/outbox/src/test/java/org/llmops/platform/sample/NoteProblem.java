package org.llmops.platform.sample;

import org.llmops.platform.problem.ProblemKind;
import org.llmops.platform.problem.ProblemType;

/** What can be wrong with a note. */
enum NoteProblem implements ProblemType {
    NOTE_UNKNOWN;

    @Override
    public ProblemKind kind() {
        return ProblemKind.NOT_FOUND;
    }

    @Override
    public String title() {
        return "Note does not exist";
    }
}
