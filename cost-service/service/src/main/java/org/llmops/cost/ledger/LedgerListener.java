package org.llmops.cost.ledger;

import io.smallrye.mutiny.Uni;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** Is told, in the transaction that adds them, of entries that are new. Any bean of this type is asked. */
public interface LedgerListener {
    /**
     * Keeps up with the ledger. One statement for all of them, whatever their workspaces: a batch may have a thousand.
     *
     * @param entries never empty; of several workspaces; calls, corrections and adjustments
     */
    Uni<Void> added(Mutiny.Session session, List<LedgerEntry> entries);
}
