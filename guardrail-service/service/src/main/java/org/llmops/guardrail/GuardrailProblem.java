package org.llmops.guardrail;

import static org.llmops.platform.problem.ProblemKind.FORBIDDEN;
import static org.llmops.platform.problem.ProblemKind.INVALID;
import static org.llmops.platform.problem.ProblemKind.NOT_FOUND;
import static org.llmops.platform.problem.ProblemKind.TOO_LARGE;
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
    STREAM_INVALID(INVALID, "The stream breaks the protocol"),
    SEALING_KEY_MISSING(UNAVAILABLE, "There is no key to keep secrets with"),
    VAULT_UNAVAILABLE(UNAVAILABLE, "The vault cannot be reached"),
    VAULT_OVERFULL(TOO_LARGE, "Too many values for the vault"),
    PSEUDONYM_UNKNOWN(NOT_FOUND, "The vault does not know the pseudonym"),
    REVEAL_INVALID(INVALID, "What to reveal is invalid"),
    REVEAL_REFUSED(FORBIDDEN, "No policy allows the reveal"),
    REVEAL_POLICY_INVALID(UNPROCESSABLE, "Reveal policy is invalid"),
    REVEAL_POLICY_UNKNOWN(NOT_FOUND, "Reveal policy does not exist"),
    CUSTOM_DETECTOR_INVALID(UNPROCESSABLE, "Custom detector is invalid"),
    CUSTOM_DETECTOR_UNKNOWN(NOT_FOUND, "Custom detector does not exist");

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
