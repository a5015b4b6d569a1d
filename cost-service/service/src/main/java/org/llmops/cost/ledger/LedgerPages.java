package org.llmops.cost.ledger;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.WorkspaceId;

/** Reads the ledger from its beginning on, all kinds of entries, in pages: for whoever adds it up or hands it on. */
@ApplicationScoped
public class LedgerPages {
    private final EntryRows rows;

    LedgerPages(EntryRows rows) {
        this.rows = rows;
    }

    /**
     * The entries of a workspace by the time their calls started in.
     *
     * @param after the last entry of the page before; absent for the first page
     */
    public Uni<List<LedgerEntry>> page(
            Mutiny.Session session,
            WorkspaceId workspace,
            Instant from,
            Instant to,
            @Nullable LedgerEntry after,
            int limit) {
        String behind = after == null ? "" : " and (started_at, id) > (:after_time, :after_entry)";
        var query = session.createNativeQuery(
                        "select " + EntryRows.COLUMNS + " from ledger_entries entry where workspace = :workspace"
                                + " and started_at >= :from and started_at < :to" + behind
                                + " order by started_at, id limit :limit",
                        Object[].class)
                .setParameter("workspace", workspace.value())
                .setParameter("from", from)
                .setParameter("to", to)
                .setParameter("limit", limit);
        if (after != null) {
            query.setParameter("after_time", after.startedAt()).setParameter("after_entry", after.id());
        }
        return query.getResultList().map(found -> found.stream().map(rows::read).toList());
    }
}
