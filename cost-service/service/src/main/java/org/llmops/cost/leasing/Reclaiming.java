package org.llmops.cost.leasing;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.budgets.BudgetPeriod;
import org.llmops.cost.budgets.BudgetPeriods;
import org.llmops.cost.budgets.PeriodOf;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.store.Transactions;

/** Takes back the money of leases whose time is over: their holders vanished, or their calls cost less than was held. */
@ApplicationScoped
class Reclaiming {
    private static final Logger log = Logger.getLogger(Reclaiming.class);
    private static final int PERIODS_AT_ONCE = 200;

    private final Transactions transactions;
    private final BudgetPeriods periods;
    private final Leases leases;
    private final LeasingConfig config;
    private final RecordsIn records;
    private final Clock clock;

    Reclaiming(
            Transactions transactions,
            BudgetPeriods periods,
            Leases leases,
            LeasingConfig config,
            RecordsIn records,
            Clock clock) {
        this.transactions = transactions;
        this.periods = periods;
        this.leases = leases;
        this.config = config;
        this.records = records;
        this.clock = clock;
    }

    /** Whoever wants money reclaims first; this is for the budgets that nobody asks. */
    @Scheduled(every = "10s", delayed = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> reclaimAll() {
        Instant now = clock.instant();
        Leases.Overdue since = since(now);
        return since == null
                ? Uni.createFrom().voidItem()
                : transactions
                        .acrossWorkspaces(session -> leases.periodsWithOverdue(session, since, PERIODS_AT_ONCE))
                        .chain(overdue -> Multi.createFrom()
                                .iterable(overdue)
                                .onItem()
                                .transformToUniAndConcatenate(key -> reclaim(key, now))
                                .collect()
                                .last())
                        .replaceWithVoid();
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forgetFinished() {
        Instant before = clock.instant().minus(config.retention());
        return transactions
                .acrossWorkspaces(session -> leases.forget(session, before))
                .replaceWithVoid();
    }

    /** Reclaims within periods that the transaction has locked. */
    Uni<Void> reclaim(Mutiny.Session session, Collection<BudgetPeriod> locked, Instant now) {
        Leases.Overdue since = since(now);
        if (locked.isEmpty() || since == null) {
            return Uni.createFrom().voidItem();
        }
        Map<BudgetPeriod.Key, BudgetPeriod> byKey =
                locked.stream().collect(Collectors.toMap(BudgetPeriod::key, period -> period));
        return leases.overdue(session, locked, since)
                .invoke(overdue ->
                        overdue.forEach(lease -> end(lease, Objects.requireNonNull(byKey.get(lease.period())))))
                .replaceWithVoid();
    }

    private static void end(Lease lease, BudgetPeriod period) {
        if (lease.state() == LeaseState.AWAITED) {
            if (lease.held() > 0) {
                log.warnf(
                        "Lease %s of %s: calls that it paid for were told of and never recorded; %d of budget %s is free again",
                        lease.id(), lease.holder(), lease.held(), lease.budgetId());
            }
            period.giveBack(lease.giveUp());
            return;
        }
        period.giveBack(lease.expire());
        if (lease.state() == LeaseState.AWAITED) {
            log.warnf(
                    "Lease %s of %s: the records of calls that took %d of budget %s have not come; it stays set aside for them",
                    lease.id(), lease.holder(), lease.held(), lease.budgetId());
        }
    }

    private Uni<Void> reclaim(BudgetPeriod.Key key, Instant now) {
        return transactions.write(
                new WorkspaceId(key.workspace()),
                session -> periods.lock(session, List.of(PeriodOf.known(key)), now)
                        .chain(locked -> reclaim(session, locked.values(), now)));
    }

    /** Null: how far the counting is behind is not known. */
    private Leases.@Nullable Overdue since(Instant now) {
        Duration lag = records.lag();
        return lag == null
                ? null
                : new Leases.Overdue(
                        now.minus(config.grace()).minus(lag),
                        now.minus(config.unrecordedFor()).minus(lag));
    }
}
