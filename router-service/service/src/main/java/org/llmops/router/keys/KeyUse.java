package org.llmops.router.keys;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.llmops.platform.store.Transactions;

/** Remembers which keys are used, and writes it down now and then, many at once: calls only touch memory. */
@ApplicationScoped
public class KeyUse {
    private static final Logger LOG = Logger.getLogger(KeyUse.class);
    private static final int BATCH = 1_000;

    private final Set<String> used = ConcurrentHashMap.newKeySet();
    private final Transactions transactions;
    private final Keys keys;
    private final Clock clock;

    KeyUse(Transactions transactions, Keys keys, Clock clock) {
        this.transactions = transactions;
        this.keys = keys;
        this.clock = clock;
    }

    /** The key with this public id was accepted. */
    public void accepted(String publicId) {
        // Nearly always it is known already, and looking is cheaper than adding.
        if (!used.contains(publicId)) {
            used.add(publicId);
        }
    }

    /** Never fails: what cannot be written now is written with the next. */
    @Scheduled(
            every = "{llmops.keys.use-interval}",
            delayed = "{llmops.keys.use-interval}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> writeDown() {
        List<String> batch = used.stream().limit(BATCH).toList();
        if (batch.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        batch.forEach(used::remove);
        return transactions
                .acrossWorkspaces(
                        session -> keys.used(session, batch, clock.instant().truncatedTo(ChronoUnit.SECONDS)))
                .onFailure()
                .invoke(failure -> {
                    used.addAll(batch);
                    LOG.warnf("When keys were last used will be written later: %s", failure);
                })
                .onFailure()
                .recoverWithItem(0)
                .chain(written ->
                        batch.size() == BATCH ? writeDown() : Uni.createFrom().voidItem());
    }
}
