package org.llmops.guardrail;

import static org.llmops.platform.problem.ProblemKind.INVALID;
import static org.llmops.platform.problem.ProblemKind.NOT_FOUND;
import static org.llmops.platform.problem.ProblemKind.UNAVAILABLE;
import static org.llmops.platform.problem.ProblemKind.UNPROCESSABLE;

import org.llmops.platform.problem.ProblemKind;
import org.llmops.platform.problem.ProblemType;

/** Everything a caller of the guardrail service may have to handle. The names are part of its API. */
public enum GuardrailProblem implements ProblemType {
    NAME_MALFORMED(INVALID, "Policy name is malformed"),
    POLICY_INVALID(UNPROCESSABLE, "Policy is invalid"),
    POLICY_UNKNOWN(NOT_FOUND, "Policy does not exist"),
    VERSION_UNKNOWN(NOT_FOUND, "Policy version does not exist"),
    NOTHING_ENFORCED(NOT_FOUND, "No policy is in force"),
    POLICY_UNAVAILABLE(UNAVAILABLE, "The policy in force is not known"),
    SCREENING_INVALID(INVALID, "What to screen is invalid"),
    STREAM_INVALID(INVALID, "The stream breaks the protocol");

    private final ProblemKind kind;
    private final String title;

    GuardrailProblem(ProblemKind kind, String title) {
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
