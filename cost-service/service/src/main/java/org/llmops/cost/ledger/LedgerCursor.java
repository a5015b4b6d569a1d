package org.llmops.cost.ledger;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.page.Cursor;
import org.llmops.platform.page.PageQuery;

/** The last entry of a page of the ledger, behind which the next one starts. */
record LedgerCursor(Instant startedAt, UUID id) {
    /** Absent on the first page. */
    static @Nullable LedgerCursor read(PageQuery query) {
        List<String> values = query.after(2);
        if (values.isEmpty()) {
            return null;
        }
        return new LedgerCursor(
                Cursor.read(values.getFirst(), Instant::parse), Cursor.read(values.getLast(), UUID::fromString));
    }

    static String write(LedgerEntry last) {
        return Cursor.encode(last.startedAt().toString(), last.id().toString());
    }
}
