package org.llmops.router.changes;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.outbox.Outbox;
import org.llmops.platform.store.Audit;
import org.llmops.platform.store.Transactions;

/** Makes changes to keys, providers and routes. */
@ApplicationScoped
public class Changes {
    private static final Logger log = Logger.getLogger(Changes.class);

    private final Transactions transactions;
    private final Revisions revisions;
    private final ChangeObserver observer;
    private final Outbox outbox;

    Changes(Transactions transactions, Revisions revisions, ChangeObserver observer, Outbox outbox) {
        this.transactions = transactions;
        this.revisions = revisions;
        this.observer = observer;
        this.outbox = outbox;
    }

    /**
     * Does the work while nothing else changes in the workspace, so that what it checks stays true until it commits.
     * Calls
     * to this instance see the change when this ends; calls to others, when the event the work added has reached them.
     */
    public <T> Uni<T> make(Caller caller, Audit audit, Function<Mutiny.Session, Uni<T>> work) {
        return transactions
                .mutate(
                        caller,
                        audit,
                        session -> revisions.raise(session, caller.workspace()).chain(() -> work.apply(session)))
                .invoke(outbox::hurry)
                .call(() -> see(caller));
    }

    /** The change is made, whatever becomes of this. */
    private Uni<Void> see(Caller caller) {
        return observer.changed(caller.workspace())
                .onFailure()
                .invoke(failure -> log.warnf("A change will be seen a little later: %s", failure))
                .onFailure()
                .recoverWithNull();
    }
}
