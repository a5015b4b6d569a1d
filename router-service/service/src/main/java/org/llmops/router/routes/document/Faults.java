package org.llmops.router.routes.document;

import static org.llmops.router.RouterProblem.ROUTE_INVALID;

import java.util.ArrayList;
import java.util.List;
import org.llmops.platform.problem.FieldError;

/** Everything that is wrong with a document, so that it can be mended at once. */
final class Faults {
    private static final int MOST_TOLD = 20;

    private final List<FieldError> faults = new ArrayList<>();

    void at(String path, String explanation) {
        if (faults.size() < MOST_TOLD) {
            faults.add(new FieldError(path, explanation));
        }
    }

    void failIfAny() {
        if (!faults.isEmpty()) {
            throw ROUTE_INVALID.at(faults);
        }
    }
}
