package org.llmops.cost.reconciliation;

import org.llmops.platform.problem.FieldError;

/** A row of an export that cannot be read. Carries no stack trace: it is an answer to whoever sent it. */
final class RowMalformed extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient FieldError error;

    RowMalformed(int row, String field, String detail) {
        super(detail, null, false, false);
        this.error = new FieldError("rows[" + row + "]." + field, detail);
    }

    FieldError error() {
        return error;
    }
}
