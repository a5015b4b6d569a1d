package org.llmops.cost.channels;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;
import org.llmops.platform.sealing.SealedSecret;
import org.llmops.platform.store.Transactions;

/** Brings what older keys protect under the newest, so that an old key can be taken away. */
@ApplicationScoped
class Resealing {
    private static final Logger log = Logger.getLogger(Resealing.class);

    private final Transactions transactions;
    private final Channels channels;
    private final Sealing sealing;

    Resealing(Transactions transactions, Channels channels, Sealing sealing) {
        this.transactions = transactions;
        this.channels = channels;
        this.sealing = sealing;
    }

    @Scheduled(
            every = "{llmops.alerts.rewrap-every}",
            delayed = "30S",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> everywhere() {
        return sealing.currentKeyId()
                .chain(current -> current.isEmpty()
                        ? Uni.createFrom().item(List.<AlertChannel>of())
                        : transactions.acrossWorkspaces(session -> channels.notUnder(session, current.get())))
                .chain(old -> Multi.createFrom()
                        .iterable(old)
                        .onItem()
                        .transformToUniAndConcatenate(this::seal)
                        .collect()
                        .last())
                .onFailure()
                .invoke(failure -> log.warnf("Channels stay under their keys for now: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** One that does not open stays as it is, and holds no other up. */
    private Uni<Void> seal(AlertChannel channel) {
        SealedSecret old = channel.sealed();
        return sealing.sealAnew(channel)
                .chain(fresh -> transactions.write(
                        channel.workspace(),
                        session -> channels.find(session, channel.workspace(), channel.id())
                                .invoke(now -> now.seal(old, fresh))))
                .onFailure()
                .invoke(failure -> log.warnf("Channel %s stays under its key: %s", channel.id(), failure.getMessage()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }
}
