package org.llmops.cost.ledger;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.page.Cursor;
import org.llmops.platform.page.PageQuery;
import org.llmops.platform.problem.RequestProblem;

/** The last entry of a page of the ledger, behind which the next one starts. */
record LedgerCursor(Instant startedAt, UUID callId) {
    /** Absent on the first page. */
    static @Nullable LedgerCursor read(PageQuery query) {
        List<String> values = query.after(2);
        if (values.isEmpty()) {
            return null;
        }
        try {
            return new LedgerCursor(Instant.parse(values.getFirst()), UUID.fromString(values.getLast()));
        } catch (DateTimeException | IllegalArgumentException ofAnotherList) {
            throw RequestProblem.CURSOR_MALFORMED.at(
                    "cursor", "Give back the next_cursor of the page before, unchanged");
        }
    }

    static String write(LedgerEntry last) {
        return Cursor.encode(last.startedAt().toString(), last.callId().toString());
    }
}
