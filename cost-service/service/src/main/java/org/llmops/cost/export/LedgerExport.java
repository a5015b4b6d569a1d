package org.llmops.cost.export;

import static org.llmops.cost.CostProblem.TIME_RANGE_INVALID;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.ledger.LedgerEntry;
import org.llmops.cost.ledger.LedgerPages;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.store.Transactions;

/**
 * Reads the ledger for exports page by page, each in a transaction of its own, and no faster than the reader takes it:
 * however long the time, a page is all that is in memory.
 */
@ApplicationScoped
class LedgerExport {
    private static final int PAGE = 2_000;
    private static final Duration LONGEST = Duration.ofDays(457);

    private final Transactions transactions;
    private final LedgerPages ledger;

    LedgerExport(Transactions transactions, LedgerPages ledger) {
        this.transactions = transactions;
        this.ledger = ledger;
    }

    Multi<byte[]> entries(WorkspaceId workspace, Instant from, Instant to, Encoding<LedgerEntry> encoding) {
        return framed(pages(workspace, from, to).map(encoding::rows), encoding);
    }

    Multi<byte[]> focus(WorkspaceId workspace, Instant from, Instant to, Encoding<FocusRow> encoding) {
        FocusCharges charges = new FocusCharges();
        Multi<byte[]> whole = pages(workspace, from, to).map(page -> encoding.rows(charges.add(page)));
        Multi<byte[]> last = Multi.createFrom().items(() -> List.of(encoding.rows(charges.rest())).stream());
        return framed(Multi.createBy().concatenating().streams(whole, last), encoding);
    }

    /** @throws org.llmops.platform.problem.Problem TIME_RANGE_INVALID */
    static void requireRange(Instant from, Instant to) {
        if (!from.isBefore(to)) {
            throw TIME_RANGE_INVALID.at("to", "The end must be after the beginning, " + from);
        }
        if (Duration.between(from, to).compareTo(LONGEST) > 0) {
            throw TIME_RANGE_INVALID.at("from", "At most " + LONGEST.toDays() + " days are exported at once");
        }
    }

    private Multi<List<LedgerEntry>> pages(WorkspaceId workspace, Instant from, Instant to) {
        return Multi.createBy()
                .repeating()
                .uni(AtomicReference<@Nullable LedgerEntry>::new, last -> page(workspace, from, to, last))
                .whilst(page -> page.size() == PAGE);
    }

    private Uni<List<LedgerEntry>> page(
            WorkspaceId workspace, Instant from, Instant to, AtomicReference<@Nullable LedgerEntry> last) {
        return transactions
                .read(workspace, session -> ledger.page(session, workspace, from, to, last.get(), PAGE))
                .invoke(page -> {
                    if (!page.isEmpty()) {
                        last.set(page.getLast());
                    }
                });
    }

    /** Empty pieces are left out: they would end a chunked answer. */
    private static Multi<byte[]> framed(Multi<byte[]> rows, Encoding<?> encoding) {
        return Multi.createBy()
                .concatenating()
                .streams(
                        Multi.createFrom().items(() -> List.of(encoding.begin()).stream()),
                        rows,
                        Multi.createFrom().items(() -> List.of(encoding.end()).stream()))
                .filter(piece -> piece.length > 0);
    }
}
