package org.llmops.guardrail.findings;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.guardrail.Rows;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.outbox.Outbox;
import org.llmops.platform.outbox.OutgoingEvent;
import org.llmops.platform.store.Transactions;

/** Writes records, those who hear of them, and the events that tell of them in one transaction: all of it once. */
@ApplicationScoped
class FindingStore {
    private final Transactions transactions;
    private final Rows rows;
    private final Outbox outbox;
    private final Instance<FindingWitness> witnesses;

    FindingStore(Transactions transactions, Rows rows, Outbox outbox, Instance<FindingWitness> witnesses) {
        this.transactions = transactions;
        this.rows = rows;
        this.outbox = outbox;
        this.witnesses = witnesses;
    }

    /** To store the same records again changes nothing: an answer may be lost on its way here. */
    Uni<Void> store(WorkspaceId workspace, Records records) {
        return records.texts().isEmpty()
                ? Uni.createFrom().voidItem()
                : transactions.write(
                        workspace,
                        session -> isThere(session, workspace, records)
                                .chain(there ->
                                        there ? Uni.createFrom().voidItem() : insert(session, workspace, records)));
    }

    private Uni<Boolean> isThere(Mutiny.Session session, WorkspaceId workspace, Records records) {
        return session.createNativeQuery(
                        "select 1 from screened_text where workspace = :workspace and id = :id", Integer.class)
                .setParameter("workspace", workspace.value())
                .setParameter("id", records.texts().getFirst().id())
                .getResultList()
                .map(found -> !found.isEmpty());
    }

    private Uni<Void> insert(Mutiny.Session session, WorkspaceId workspace, Records records) {
        Uni<Void> stored = rows.insert(session, workspace, "screened_text", records.texts())
                .chain(() -> rows.insert(session, workspace, "finding", records.findings()));
        if (records.findings().isEmpty()) {
            return stored;
        }
        for (FindingWitness witness : witnesses) {
            stored = stored.chain(() -> witness.stored(session, workspace, records.recording(), records.findings()));
        }
        for (OutgoingEvent event : FindingWire.recorded(workspace, records.findings())) {
            stored = stored.chain(() -> outbox.add(session, event));
        }
        return stored;
    }
}
