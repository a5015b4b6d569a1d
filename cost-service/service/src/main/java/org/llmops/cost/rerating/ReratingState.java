package org.llmops.cost.rerating;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far a re-rating has come. */
enum ReratingState {
    /** Batch after batch; it goes on where it was after a crash. */
    RUNNING,
    /** Every call of the time was looked at. */
    DONE,
    /** It cannot go on. What it has corrected stays, and is true. */
    FAILED;

    @JsonValue
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
