package org.llmops.platform.problem;

import java.util.List;

/** A failure that the caller can understand. Carries no stack trace: it is an answer, not a bug. */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ProblemType type;
    private final transient List<FieldError> errors;

    Problem(ProblemType type, String detail, List<FieldError> errors) {
        super(detail, null, false, false);
        this.type = type;
        this.errors = List.copyOf(errors);
    }

    public ProblemType type() {
        return type;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    public List<FieldError> errors() {
        return errors;
    }
}
