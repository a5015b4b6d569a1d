package org.llmops.eval;

import org.llmops.platform.problem.ProblemKind;
import org.llmops.platform.problem.ProblemType;

/** Everything a caller of the eval service may have to handle. Names are part of the API. */
public enum EvalProblem implements ProblemType {
    FILTER_INVALID(ProblemKind.INVALID, "A filter is invalid"),
    CALL_ID_MALFORMED(ProblemKind.INVALID, "Call id is malformed"),
    FEEDBACK_INVALID(ProblemKind.INVALID, "Feedback is invalid"),
    CALL_UNKNOWN(ProblemKind.NOT_FOUND, "Call does not exist"),
    KEYS_UNAVAILABLE(ProblemKind.UNAVAILABLE, "API keys cannot be checked now");

    private final ProblemKind kind;
    private final String title;

    EvalProblem(ProblemKind kind, String title) {
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
