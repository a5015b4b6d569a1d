package org.llmops.prompt;

import static org.llmops.platform.problem.ProblemKind.CONFLICT;
import static org.llmops.platform.problem.ProblemKind.INVALID;
import static org.llmops.platform.problem.ProblemKind.NOT_FOUND;
import static org.llmops.platform.problem.ProblemKind.PRECONDITION_FAILED;
import static org.llmops.platform.problem.ProblemKind.TOO_LARGE;
import static org.llmops.platform.problem.ProblemKind.UNPROCESSABLE;

import org.llmops.platform.problem.ProblemKind;
import org.llmops.platform.problem.ProblemType;

/** Everything a caller of the prompt registry may have to handle. The names are part of its API. */
public enum PromptProblem implements ProblemType {
    NAME_MALFORMED(INVALID, "Prompt name is malformed"),
    LABEL_MALFORMED(INVALID, "Label is malformed"),
    SELECTOR_MALFORMED(INVALID, "It is not clear which version is meant"),
    PRECONDITION_MALFORMED(INVALID, "If-Match is malformed"),
    VERSION_MALFORMED(INVALID, "The version to publish is malformed"),

    PROMPT_UNKNOWN(NOT_FOUND, "Prompt does not exist"),
    VERSION_UNKNOWN(NOT_FOUND, "Version does not exist"),
    LABEL_UNKNOWN(NOT_FOUND, "Label does not exist"),

    KIND_DIFFERS(CONFLICT, "The prompt is of another kind"),
    LABEL_ELSEWHERE(PRECONDITION_FAILED, "The label does not point where it was expected to"),

    TEMPLATE_TOO_LARGE(TOO_LARGE, "The messages are too large"),
    CONFIG_TOO_LARGE(TOO_LARGE, "The config is too large"),
    RENDERED_TOO_LARGE(TOO_LARGE, "The rendered prompt would be too large"),

    TEMPLATE_MALFORMED(UNPROCESSABLE, "A template is malformed"),
    LABEL_RESERVED(UNPROCESSABLE, "The label is computed and cannot be changed"),
    LIMIT_EXCEEDED(UNPROCESSABLE, "There are too many of them"),
    VARIABLES_MISMATCHED(UNPROCESSABLE, "The values given are not the variables of the prompt");

    private final ProblemKind kind;
    private final String title;

    PromptProblem(ProblemKind kind, String title) {
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
