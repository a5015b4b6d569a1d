package org.llmops.platform.identity;

import org.llmops.platform.problem.ProblemKind;
import org.llmops.platform.problem.ProblemType;

/** What can be wrong with who is calling, or where. */
public enum IdentityProblem implements ProblemType {
    WORKSPACE_MALFORMED(ProblemKind.INVALID, "Workspace is malformed"),
    WORKSPACE_REQUIRED(ProblemKind.INVALID, "A workspace must be named"),
    WORKSPACE_FORBIDDEN(ProblemKind.FORBIDDEN, "The caller may not act in this workspace");

    private final ProblemKind kind;
    private final String title;

    IdentityProblem(ProblemKind kind, String title) {
        this.kind = kind;
        this.title = title;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }

    @Override
    public String title() {
        return title;
    }
}
