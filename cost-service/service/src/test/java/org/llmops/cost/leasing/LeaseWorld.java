package org.llmops.cost.leasing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.budgets.Budget;
import org.llmops.cost.budgets.BudgetPeriod;
import org.llmops.cost.budgets.BudgetPeriods.PeriodOf;
import org.llmops.cost.budgets.Period;
import org.llmops.cost.budgets.Span;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.money.Money;

/** A service in memory, with routers that reserve, settle, repeat themselves, crash and tell of calls in any order. */
final class LeaseWorld {
    private static final WorkspaceId ACME = new WorkspaceId("acme");
    private static final Duration DURATION = Duration.ofSeconds(60);
    private static final Duration GRACE = Duration.ofSeconds(60);
    private static final int SHARERS = 3;

    private final RandomGenerator random;
    private final boolean wellBehaved;
    private final List<Budget> budgets;
    private final Map<BudgetPeriod.Key, BudgetPeriod> periods = new LinkedHashMap<>();
    private final Map<UUID, Lease> leases = new LinkedHashMap<>();
    private final Map<BudgetPeriod.Key, Money> owed = new HashMap<>();
    private final Map<UUID, Charge> ledger = new HashMap<>();
    private final List<Charge> onTheWay = new ArrayList<>();
    private final List<Runnable> lateMessages = new ArrayList<>();
    private final List<Holding> holdings = new ArrayList<>();
    private Instant now = Instant.parse("2026-02-27T23:00:00Z");
    private int refused;

    /** @param wellBehaved calls keep to their bounds, and their records arrive before their lease is reclaimed */
    LeaseWorld(RandomGenerator random, boolean wellBehaved) {
        this.random = random;
        this.wellBehaved = wellBehaved;
        this.budgets = List.of(
                budget("all", Period.DAY, null, 3_000),
                budget("chat", Period.MONTH, "chat", 4_000),
                budget("batch", Period.TOTAL, "batch", 2_500));
    }

    void step() {
        switch (random.nextInt(10)) {
            case 0, 1 -> take();
            case 2, 3, 4 -> call();
            case 5 -> settle();
            case 6 -> deliver();
            case 7 -> repeatAnOldMessage();
            case 8 -> pass(Duration.ofSeconds(random.nextInt(wellBehaved ? 20 : 3_000)));
            default -> rare();
        }
    }

    private void rare() {
        switch (random.nextInt(5)) {
            case 0 -> crash();
            case 1 -> reclaim();
            case 3 -> changeALimit();
            case 2 -> pass(Duration.ofHours(random.nextInt(6)));
            default -> {
                if (!wellBehaved) {
                    onTheWay.add(charge(app(), now, amount(400), List.of()));
                }
            }
        }
    }

    /** A router asks for slices, as the service grants them. */
    private void take() {
        String app = app();
        reclaim();
        List<Purse> purses = budgets.stream()
                .filter(budget -> budget.pays(app))
                .map(budget -> new Purse(budget, period(budget, now)))
                .toList();
        TakeSlices wish = new TakeSlices("router", app, amount(200), amount(600));
        switch (Purse.take(wish, purses, SHARERS, now, DURATION)) {
            case LeaseOutcome.Exhausted exhausted -> refused++;
            case LeaseOutcome.Granted granted -> {
                List<Lease> slices =
                        granted.slices().stream().map(LeaseOutcome.Slice::lease).toList();
                slices.forEach(lease -> leases.put(lease.id(), lease));
                holdings.add(new Holding(app, slices));
            }
        }
    }

    /** A router reserves the call's bound from all slices or does not call. */
    private void call() {
        Holding holding = anyHolding();
        long bound = amount(120).nanoUsd();
        if (holding == null || !holding.canReserve(bound, now)) {
            return;
        }
        long cost = wellBehaved ? random.nextLong(bound + 1) : random.nextLong(2 * bound + 1);
        holding.used += cost;
        List<Charge.Share> shares = holding.slices.stream()
                .map(lease -> new Charge.Share(lease.id(), Money.ofNanoUsd(cost)))
                .toList();
        Instant started = now.minusSeconds(random.nextInt(3) == 0 ? random.nextInt(7_200) : 0);
        Charge charge = charge(holding.app, started, Money.ofNanoUsd(cost), shares);
        onTheWay.add(charge);
        if (random.nextInt(4) == 0) {
            onTheWay.add(charge);
        }
    }

    private void settle() {
        Holding holding = anyHolding();
        if (holding == null) {
            return;
        }
        boolean release = random.nextInt(3) == 0;
        Report report = new Report(Money.ofNanoUsd(holding.used), Money.ZERO);
        for (Lease lease : holding.slices) {
            Runnable message = () -> settle(lease, report, release);
            message.run();
            lateMessages.add(message);
        }
        if (release) {
            holdings.remove(holding);
        }
    }

    private void settle(Lease lease, Report report, boolean release) {
        BudgetPeriod period = Objects.requireNonNull(periods.get(lease.period()));
        if (release) {
            period.giveBack(lease.release(report, now));
        } else {
            lease.extend(report, Purse.expiry(period, now, DURATION));
        }
    }

    private void repeatAnOldMessage() {
        if (!lateMessages.isEmpty()) {
            lateMessages.get(random.nextInt(lateMessages.size())).run();
        }
    }

    /** Records arrive in any order, some twice; the ledger takes each call once. */
    private void deliver() {
        int count = Math.min(onTheWay.size(), 1 + random.nextInt(5));
        for (int each = 0; each < count; each++) {
            deliver(onTheWay.remove(random.nextInt(onTheWay.size())));
        }
    }

    private void deliver(Charge charge) {
        budgets.stream()
                .filter(budget -> budget.pays(charge.app()))
                .forEach(budget -> period(budget, charge.startedAt()));
        if (ledger.putIfAbsent(charge.callId(), charge) == null) {
            payers(charge).forEach(payer -> owed.merge(payer, charge.cost(), Money::plus));
            new ChargeSheet(budgets, periods, leases.values()).charge(charge);
        }
    }

    private void crash() {
        Holding holding = anyHolding();
        if (holding != null) {
            holdings.remove(holding);
        }
    }

    private void pass(Duration time) {
        if (wellBehaved) {
            deliverAll();
        }
        now = now.plus(time);
        holdings.removeIf(holding -> random.nextInt(20) == 0);
    }

    private void changeALimit() {
        List<BudgetPeriod> known = List.copyOf(periods.values());
        if (!known.isEmpty()) {
            BudgetPeriod period = known.get(random.nextInt(known.size()));
            Money limit = amount(6_000);
            boolean possible = limit.compareTo(period.spent().plus(period.leased())) >= 0;
            assertThat(catchThrowable(() -> period.changeLimit(limit)) == null).isEqualTo(possible);
        }
    }

    private void reclaim() {
        leases.values().stream()
                .filter(lease -> lease.state() != LeaseState.EXPIRED)
                .filter(lease -> lease.expiresAt().isBefore(now.minus(GRACE)))
                .forEach(lease ->
                        Objects.requireNonNull(periods.get(lease.period())).giveBack(lease.expire()));
    }

    void letEverythingEnd() {
        holdings.clear();
        if (random.nextBoolean()) {
            deliverAll();
        }
        now = now.plus(Duration.ofDays(1));
        reclaim();
        deliverAll();
    }

    private void deliverAll() {
        while (!onTheWay.isEmpty()) {
            deliver();
        }
    }

    void checkThatTheBooksBalance() {
        for (BudgetPeriod period : periods.values()) {
            assertThat(period.settled().plus(period.leased())).isLessThanOrEqualTo(period.limit());
            assertThat(period.leased()).as("leased").isEqualTo(held(period));
            assertThat(period.spent()).as("spent").isEqualTo(owed.getOrDefault(period.key(), Money.ZERO));
        }
    }

    void checkThatNothingWasOvershot() {
        periods.values().forEach(period -> assertThat(period.spent()).isEqualTo(period.settled()));
    }

    void checkThatAllUnspentMoneyIsBack() {
        for (BudgetPeriod period : periods.values()) {
            assertThat(period.leased()).isEqualTo(Money.ZERO);
            assertThat(period.remaining())
                    .isEqualTo(period.limit().minus(period.spent()).max(Money.ZERO));
        }
    }

    int refused() {
        return refused;
    }

    int answered() {
        return ledger.size();
    }

    private Money held(BudgetPeriod period) {
        return leases.values().stream()
                .filter(lease -> lease.period().equals(period.key()))
                .map(Lease::held)
                .reduce(Money.ZERO, Money::plus);
    }

    /** For each budget the period of the call's lease, or without one that of its start. */
    private List<BudgetPeriod.Key> payers(Charge charge) {
        return budgets.stream()
                .filter(budget -> budget.pays(charge.app()))
                .map(budget -> charge.shares().stream()
                        .map(share -> Objects.requireNonNull(leases.get(share.lease())))
                        .filter(lease -> lease.budgetId().equals(budget.id()))
                        .map(Lease::period)
                        .findFirst()
                        .orElseGet(() -> PeriodOf.at(budget, charge.startedAt()).key()))
                .toList();
    }

    /** Made when first touched, and that is before a call of it is in the ledger. */
    private BudgetPeriod period(Budget budget, Instant at) {
        Span span = budget.period().spanAt(at);
        return periods.computeIfAbsent(
                PeriodOf.at(budget, at).key(), key -> new BudgetPeriod(budget, span, Money.ZERO));
    }

    private @Nullable Holding anyHolding() {
        return holdings.isEmpty() ? null : holdings.get(random.nextInt(holdings.size()));
    }

    private String app() {
        return random.nextBoolean() ? "chat" : "batch";
    }

    private Money amount(int most) {
        return Money.ofNanoUsd(1 + random.nextInt(most));
    }

    private UUID id() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private Charge charge(String app, Instant startedAt, Money cost, List<Charge.Share> shares) {
        return new Charge(ACME, id(), app, startedAt, cost, shares, List.of());
    }

    private Budget budget(String name, Period period, @Nullable String app, long limit) {
        return new Budget(ACME, id(), name, period, app, Money.ofNanoUsd(limit), now);
    }

    /** What one router instance holds for one app. */
    private static final class Holding {
        private final String app;
        private final List<Lease> slices;
        private final long amount;
        private final Instant until;
        private long used;

        Holding(String app, List<Lease> slices) {
            this.app = app;
            this.slices = slices;
            this.amount = slices.stream()
                    .mapToLong(lease -> lease.granted().nanoUsd())
                    .min()
                    .orElseThrow();
            this.until = slices.stream()
                    .map(Lease::expiresAt)
                    .min(Instant::compareTo)
                    .orElseThrow();
        }

        boolean canReserve(long bound, Instant now) {
            return used + bound <= amount && now.isBefore(until);
        }
    }
}
