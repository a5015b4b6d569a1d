package org.llmops.cost.rollups;

import static org.llmops.cost.CostProblem.TIME_RANGE_INVALID;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.ledger.LedgerEntry;
import org.llmops.cost.ledger.LedgerPages;
import org.llmops.platform.id.Ids;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.store.Audit;
import org.llmops.platform.store.Transactions;

/**
 * Makes the sums anew from the ledger, by the code that keeps them: so what comes out is what would be there already. A
 * day is one transaction, during which the workspace's new entries wait; a crash costs one day's work.
 */
@ApplicationScoped
class Rebuilding {
    private static final Logger LOG = Logger.getLogger(Rebuilding.class);
    private static final int ENTRIES_AT_ONCE = 5_000;

    private final Transactions transactions;
    private final Rebuilds rebuilds;
    private final Rollups rollups;
    private final LedgerPages ledger;
    private final Clock clock;

    Rebuilding(Transactions transactions, Rebuilds rebuilds, Rollups rollups, LedgerPages ledger, Clock clock) {
        this.transactions = transactions;
        this.rebuilds = rebuilds;
        this.rollups = rollups;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Asks for it; it is done in the background. */
    Uni<Rebuild> request(Caller caller, Instant from, Instant to) {
        Instant first = Grain.DAY.start(from);
        Instant last = Grain.DAY.ceiling(to);
        if (!first.isBefore(last) || Duration.between(first, last).compareTo(Slice.LONGEST) > 0) {
            throw TIME_RANGE_INVALID.at(
                    "to", "The end must be after the beginning, and at most " + Slice.LONGEST.toDays() + " days later");
        }
        Rebuild rebuild =
                new Rebuild(Ids.next(), first, last, first, 0, caller.subject(), clock.instant(), 0, null, null);
        return transactions
                .mutate(
                        caller,
                        new Audit("rollups.rebuild", "rollup-rebuilds/" + rebuild.id()),
                        session -> rebuilds.add(session, caller.workspace(), rebuild))
                .replaceWith(rebuild);
    }

    Uni<Rebuild> get(WorkspaceId workspace, UUID id) {
        return transactions.read(workspace, session -> rebuilds.get(session, workspace, id));
    }

    @Scheduled(every = "1s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> goOn() {
        return transactions
                .acrossWorkspaces(session -> rebuilds.next(session, clock.instant()))
                .chain(next ->
                        next.map(this::goOn).orElseGet(() -> Uni.createFrom().voidItem()));
    }

    /** One day after the other until it is done; what fails is put off, so that the others get their turn. */
    private Uni<Void> goOn(Rebuilds.Open open) {
        return transactions
                .write(
                        open.workspace(),
                        session -> rebuilds.lock(session, open).chain(rebuild -> rebuildDay(session, open, rebuild)))
                .repeat()
                .whilst(going -> going)
                .collect()
                .last()
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(failure -> {
                    LOG.warnf(failure, "The rebuild %s of %s failed and is put off", open.id(), open.workspace());
                    return transactions.write(
                            open.workspace(), session -> rebuilds.putOff(session, open, clock.instant()));
                });
    }

    /** True: there is more to do. */
    private Uni<Boolean> rebuildDay(Mutiny.Session session, Rebuilds.Open open, Rebuild rebuild) {
        Instant day = rebuild.doneTo();
        if (!day.isBefore(rebuild.to())) {
            return Uni.createFrom().item(false);
        }
        Instant next = Grain.DAY.end(day);
        boolean last = !next.isBefore(rebuild.to());
        return rollups.keepOthersOut(session, open.workspace())
                .chain(() -> rollups.forget(session, open.workspace(), day, next))
                .chain(() -> add(session, open.workspace(), day, next, null, 0))
                .call(() -> last || Grain.MONTH.start(next).equals(next)
                        ? rollups.addUpMonth(session, open.workspace(), Grain.MONTH.start(day))
                        : Uni.createFrom().voidItem())
                .chain(added -> rebuilds.advance(session, open, next, rebuild.entries() + added, last, clock.instant()))
                .replaceWith(!last);
    }

    private Uni<Long> add(
            Mutiny.Session session,
            WorkspaceId workspace,
            Instant from,
            Instant to,
            @Nullable LedgerEntry after,
            long before) {
        return ledger.page(session, workspace, from, to, after, ENTRIES_AT_ONCE)
                .chain(entries -> rollups.add(session, entries)
                        .chain(() -> addFollowing(session, workspace, from, to, entries, before + entries.size())));
    }

    private Uni<Long> addFollowing(
            Mutiny.Session session,
            WorkspaceId workspace,
            Instant from,
            Instant to,
            List<LedgerEntry> entries,
            long added) {
        return entries.size() < ENTRIES_AT_ONCE
                ? Uni.createFrom().item(added)
                : add(session, workspace, from, to, entries.getLast(), added);
    }
}
