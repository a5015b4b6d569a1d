package org.llmops.guardrail;

import static org.llmops.platform.problem.ProblemKind.CONFLICT;
import static org.llmops.platform.problem.ProblemKind.FORBIDDEN;
import static org.llmops.platform.problem.ProblemKind.INVALID;
import static org.llmops.platform.problem.ProblemKind.NOT_FOUND;
import static org.llmops.platform.problem.ProblemKind.PRECONDITION_FAILED;
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
    PLACE_INVALID(INVALID, "The place is invalid"),
    PLACE_EMPTY(NOT_FOUND, "No policy is attached there"),
    MOVE_INVALID(CONFLICT, "The version cannot be moved there"),
    GATES_UNMET(PRECONDITION_FAILED, "The version has not passed its gates"),
    PLACE_GUARDED(FORBIDDEN, "Gates guard this place"),
    GATES_UNKNOWN(NOT_FOUND, "No gates are set"),
    APPROVAL_OWN(FORBIDDEN, "Nobody approves what they published"),
    NOTHING_BEFORE(CONFLICT, "There is nothing to go back to"),
    SUITE_INVALID(UNPROCESSABLE, "Test suite is invalid"),
    SUITE_UNKNOWN(NOT_FOUND, "Test suite does not exist"),
    COMPARISON_INVALID(UNPROCESSABLE, "Texts to compare are invalid"),
    NOTHING_RECORDED(CONFLICT, "No text is recorded"),
    FILTER_INVALID(INVALID, "A filter is invalid"),
    FINDING_UNKNOWN(NOT_FOUND, "Finding does not exist"),
    CONTENT_NOT_KEPT(NOT_FOUND, "The content was not kept"),
    RECORDING_KEY_MISSING(CONFLICT, "There is no key to protect what is kept"),
    REVIEW_UNKNOWN(NOT_FOUND, "Review item does not exist"),
    REVIEW_TAKEN(CONFLICT, "Somebody else has the review item"),
    FLOOR_UNKNOWN(NOT_FOUND, "No precision floor is set"),
    RULE_NOT_DEMOTED(NOT_FOUND, "The rule is not demoted"),
    TEMPLATE_UNKNOWN(NOT_FOUND, "Template does not exist"),
    CORPUS_INVALID(UNPROCESSABLE, "Attack corpus is invalid"),
    CORPUS_UNKNOWN(NOT_FOUND, "Attack corpus does not exist"),
    RUN_INVALID(UNPROCESSABLE, "Red-team run is invalid"),
    RUN_UNKNOWN(NOT_FOUND, "Red-team run does not exist"),
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
    CUSTOM_DETECTOR_UNKNOWN(NOT_FOUND, "Custom detector does not exist"),
    CUSTOM_DETECTOR_IN_USE(CONFLICT, "Custom detector is in use");

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
