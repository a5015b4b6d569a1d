package org.llmops.cost.ledger;

import static org.llmops.cost.CostProblem.CALL_UNKNOWN;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.WorkspaceId;

/** All entries of every workspace, never changed; no query here omits the workspace. */
@ApplicationScoped
class Ledger {
    private final ObjectMapper json;

    Ledger(ObjectMapper json) {
        this.json = json;
    }

    /** Adds the entries whose calls are not there yet, in one statement, and returns the names of those that were added. */
    Uni<Set<CallName>> add(Mutiny.Session session, List<LedgerEntry> entries) {
        return session.createNativeQuery("""
                        insert into ledger_entries
                        select entry.* from jsonb_populate_recordset(
                            cast(null as ledger_entries), cast(cast(:entries as text) as jsonb)) entry
                        on conflict (workspace, call_id) do nothing
                        returning workspace, call_id
                        """, Object[].class)
                .setParameter("entries", write(entries))
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new CallName((String) row[0], (UUID) row[1]))
                        .collect(Collectors.toSet()));
    }

    Uni<LedgerEntry> get(Mutiny.Session session, WorkspaceId workspace, UUID call) {
        return session.createNativeQuery("""
                        select cast(to_jsonb(entry) as text) from ledger_entries entry
                        where workspace = :workspace and call_id = :call
                        """, String.class)
                .setParameter("workspace", workspace.value())
                .setParameter("call", call)
                .getSingleResultOrNull()
                .onItem()
                .ifNull()
                .failWith(() -> CALL_UNKNOWN.because("No call with the id " + call + " is recorded"))
                .map(this::read);
    }

    /** Latest first. */
    Uni<List<LedgerEntry>> list(
            Mutiny.Session session,
            WorkspaceId workspace,
            LedgerFilter filter,
            @Nullable LedgerCursor after,
            int limit) {
        String behind = after == null ? "" : " and (started_at, call_id) < (:after_time, :after_call)";
        var query = session.createNativeQuery(
                "select cast(to_jsonb(entry) as text) from ledger_entries entry where workspace = :workspace"
                        + filter.conditions()
                        + behind
                        + " order by started_at desc, call_id desc limit :limit",
                String.class);
        query.setParameter("workspace", workspace.value()).setParameter("limit", limit);
        filter.parameters().forEach(query::setParameter);
        if (after != null) {
            query.setParameter("after_time", after.startedAt()).setParameter("after_call", after.callId());
        }
        return query.getResultList().map(rows -> rows.stream().map(this::read).toList());
    }

    private String write(List<LedgerEntry> entries) {
        try {
            return json.writeValueAsString(entries);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Entries can be written as JSON", impossible);
        }
    }

    private LedgerEntry read(String row) {
        try {
            return json.readValue(row, LedgerEntry.class);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("The table's columns are the entry's components", impossible);
        }
    }

    /** Names a call. */
    record CallName(String workspace, UUID call) {
        static CallName of(LedgerEntry entry) {
            return new CallName(entry.workspace(), entry.callId());
        }
    }
}
