package org.llmops.cost.ledger;

import static org.llmops.cost.CostProblem.CALL_UNKNOWN;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.WorkspaceId;

/** All entries of every workspace, never changed; no query here omits the workspace. */
@ApplicationScoped
class Ledger {
    private final EntryColumns columns;
    private final EntryRows rows;

    Ledger(EntryColumns columns, EntryRows rows) {
        this.columns = columns;
        this.rows = rows;
    }

    /** Which of these calls are in the ledger. */
    Uni<Set<CallName>> known(Mutiny.Session session, Collection<CallName> names) {
        return session.createNativeQuery("""
                        select entry.workspace, entry.id
                        from unnest(cast(:workspaces as text[]), cast(:calls as text[])) as asked (workspace, id)
                        join ledger_entries entry
                            on entry.workspace = asked.workspace and entry.id = cast(asked.id as uuid)
                        """, Object[].class)
                .setParameter("workspaces", workspaces(names))
                .setParameter("calls", ids(names))
                .getResultList()
                .map(found -> found.stream()
                        .map(row -> new CallName(new WorkspaceId((String) row[0]), (UUID) row[1]))
                        .collect(Collectors.toSet()));
    }

    /**
     * Adds entries, all of them or none: what is in the ledger already makes it fail with KnownAlready. They come in one
     * order, so that two who add the same wait for each other and do not deadlock.
     */
    Uni<Void> add(Mutiny.Session session, List<LedgerEntry> entries) {
        if (entries.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Mutiny.MutationQuery insert = session.createNativeQuery(columns.insert());
        columns.bind(insert, entries);
        return insert.executeUpdate()
                .invoke(added -> requireAll(entries.size(), added))
                .replaceWithVoid();
    }

    /** Everything that was entered for these calls: each call, then its corrections in their order. */
    Uni<Map<CallName, List<LedgerEntry>>> histories(Mutiny.Session session, Collection<CallName> names) {
        return session.createNativeQuery("select " + EntryRows.COLUMNS + """
                        from unnest(cast(:workspaces as text[]), cast(:calls as text[])) as asked (workspace, call)
                        join ledger_entries entry on entry.workspace = asked.workspace
                            and (entry.id = cast(asked.call as uuid)
                                or entry.kind = 'correction' and entry.call_id = cast(asked.call as uuid))
                        where entry.call_id is not null
                        order by entry.workspace, entry.call_id, entry.revision
                        """, Object[].class)
                .setParameter("workspaces", workspaces(names))
                .setParameter("calls", ids(names))
                .getResultList()
                .map(found -> found.stream()
                        .map(rows::read)
                        .collect(Collectors.groupingBy(entry -> new CallName(
                                entry.workspace(), entry.callId() == null ? entry.id() : entry.callId()))));
    }

    /** The call, then its corrections in their order. */
    Uni<List<LedgerEntry>> history(Mutiny.Session session, WorkspaceId workspace, UUID call) {
        CallName name = new CallName(workspace, call);
        return histories(session, List.of(name)).map(found -> {
            List<LedgerEntry> history = found.get(name);
            if (history == null) {
                throw CALL_UNKNOWN.because("No call with the id " + call + " is recorded");
            }
            return history;
        });
    }

    /** The calls of a range, not what corrects them; earliest first. */
    Uni<List<CallName>> calls(Mutiny.Session session, WorkspaceId workspace, CallRange range, int limit) {
        var query = session.createNativeQuery(
                "select id from ledger_entries where workspace = :workspace and kind = 'call'" + range.conditions()
                        + " order by started_at, id limit :limit",
                UUID.class);
        query.setParameter("workspace", workspace.value()).setParameter("limit", limit);
        range.parameters().forEach(query::setParameter);
        return query.getResultList()
                .map(ids -> ids.stream().map(id -> new CallName(workspace, id)).toList());
    }

    /** Latest first. */
    Uni<List<LedgerEntry>> list(
            Mutiny.Session session,
            WorkspaceId workspace,
            LedgerFilter filter,
            @Nullable LedgerCursor after,
            int limit) {
        String behind = after == null ? "" : " and (started_at, id) < (:after_time, :after_entry)";
        var query = session.createNativeQuery(
                "select " + EntryRows.COLUMNS + " from ledger_entries entry where workspace = :workspace"
                        + filter.conditions()
                        + behind
                        + " order by started_at desc, id desc limit :limit",
                Object[].class);
        query.setParameter("workspace", workspace.value()).setParameter("limit", limit);
        filter.parameters().forEach(query::setParameter);
        if (after != null) {
            query.setParameter("after_time", after.startedAt()).setParameter("after_entry", after.id());
        }
        return query.getResultList().map(found -> found.stream().map(rows::read).toList());
    }

    private static void requireAll(int wanted, int added) {
        if (added != wanted) {
            throw new KnownAlready(wanted - added);
        }
    }

    private static String[] workspaces(Collection<CallName> names) {
        return names.stream().map(name -> name.workspace().value()).toArray(String[]::new);
    }

    private static String[] ids(Collection<CallName> names) {
        return names.stream().map(name -> name.call().toString()).toArray(String[]::new);
    }

    /** Some of them are in the ledger: the transaction is to be tried again without those. */
    static final class KnownAlready extends RuntimeException {
        private static final long serialVersionUID = 1L;

        KnownAlready(int entries) {
            super(entries + " entries are in the ledger already");
        }
    }
}
