package org.llmops.router.keys;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.llmops.platform.problem.RequestProblem;

/** Reads the time in a cursor. */
final class Times {
    private Times() {}

    static Instant parse(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException malformed) {
            throw RequestProblem.CURSOR_MALFORMED.at(
                    "cursor", "Give back the next_cursor of the page before, unchanged");
        }
    }
}
