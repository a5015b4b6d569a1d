package org.llmops.cost.ledger;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.cost.leasing.Payment;
import org.llmops.platform.identity.WorkspaceId;

/** Makes true what was entered before, by appending to it. */
@ApplicationScoped
public class Corrections {
    private final Appending appending;

    Corrections(Appending appending) {
        this.appending = appending;
    }

    /**
     * Holds off everybody else who corrects in these workspaces, to the end of the transaction: a correction starts from
     * what is true, so it is made by one at a time. To be called before anything else is locked.
     */
    public Uni<Void> lock(Mutiny.Session session, Collection<WorkspaceId> workspaces) {
        return session.createNativeQuery("""
                        select cast(pg_advisory_xact_lock(hashtextextended('corrections/' || workspace, 0)) as text)
                        from (select workspace from unnest(cast(:workspaces as text[])) as workspace
                            order by workspace) as ordered
                        """, String.class)
                .setParameter(
                        "workspaces",
                        workspaces.stream().map(WorkspaceId::value).distinct().toArray(String[]::new))
                .getResultList()
                .replaceWithVoid();
    }

    /**
     * Appends corrections of these calls, and adjustments. Whoever paid for a call pays for its correction, or gets it
     * back.
     */
    public Uni<List<LedgerEntry>> append(
            Mutiny.Session session, Collection<CallState> before, List<LedgerEntry> entries) {
        Map<CallName, List<Payment>> paid = new HashMap<>();
        before.forEach(state -> paid.put(state.name(), state.payments()));
        return appending.correct(session, entries, entry -> paid.getOrDefault(nameOf(entry), List.of()));
    }

    private static CallName nameOf(LedgerEntry entry) {
        return new CallName(entry.workspace(), entry.callId() == null ? entry.id() : entry.callId());
    }
}
