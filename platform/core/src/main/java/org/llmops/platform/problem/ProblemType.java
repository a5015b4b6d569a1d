package org.llmops.platform.problem;

import java.util.List;

/** A row in a service's table of failures. Implemented by one enum per service; the names are part of its API. */
public interface ProblemType {
    /** The name callers branch on: RFC 9457 `type` and gRPC `ErrorInfo.reason`. */
    String name();

    ProblemKind kind();

    /** The same words for every occurrence. */
    String title();

    /** @param detail what is wrong with this request, and what to do; shown to the caller, so it holds no secret */
    default Problem because(String detail) {
        return new Problem(this, detail, List.of());
    }

    /** @param field the field at fault, as the caller wrote it, such as `rails[2].detector` */
    default Problem at(String field, String detail) {
        return new Problem(this, detail, List.of(new FieldError(field, detail)));
    }

    /** @param errors every field at fault; never empty */
    default Problem at(List<FieldError> errors) {
        return new Problem(this, errors.getFirst().detail(), errors);
    }
}
