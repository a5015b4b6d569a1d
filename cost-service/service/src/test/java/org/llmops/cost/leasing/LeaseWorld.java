package org.llmops.cost.leasing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.budgets.Amounts;
import org.llmops.cost.budgets.Budget;
import org.llmops.cost.budgets.BudgetPeriod;
import org.llmops.cost.budgets.BudgetScope;
import org.llmops.cost.budgets.BudgetTerms;
import org.llmops.cost.budgets.BudgetUnit;
import org.llmops.cost.budgets.CallScope;
import org.llmops.cost.budgets.OnExceeded;
import org.llmops.cost.budgets.PeriodOf;
import org.llmops.cost.budgets.Thresholds;
import org.llmops.cost.windows.Period;
import org.llmops.cost.windows.Window;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.money.Money;

/** A service in memory, with routers that reserve, settle, repeat themselves, crash and tell of calls in any order. */
final class LeaseWorld {
    private static final WorkspaceId ACME = new WorkspaceId("acme");
    private static final Duration DURATION = Duration.ofSeconds(60);
    private static final Duration GRACE = Duration.ofSeconds(60);
    private static final Duration UNRECORDED_FOR = Duration.ofHours(24);
    private static final int SHARERS = 3;

    private final RandomGenerator random;
    private final boolean wellBehaved;
    private final List<Budget> budgets;
    private final Map<BudgetPeriod.Key, BudgetPeriod> periods = new LinkedHashMap<>();
    private final Map<UUID, Lease> leases = new LinkedHashMap<>();
    private final Map<BudgetPeriod.Key, Long> owed = new HashMap<>();
    private final Map<UUID, Charge> ledger = new HashMap<>();
    private final List<Charge> onTheWay = new ArrayList<>();
    private final List<Stuck> stuck = new ArrayList<>();
    private final List<Runnable> lateMessages = new ArrayList<>();
    private final List<Holding> holdings = new ArrayList<>();
    private Instant now = Instant.parse("2026-02-27T23:00:00Z");
    private final Set<UUID> raised = new HashSet<>();
    private final List<Paid> rolling = new ArrayList<>();
    private int refused;
    private int vanished;

    /**
     * @param wellBehaved calls keep to their bounds, and their records arrive before their lease is reclaimed, or within a
     *     day when their router told of them before it vanished
     */
    LeaseWorld(RandomGenerator random, boolean wellBehaved) {
        this.random = random;
        this.wellBehaved = wellBehaved;
        this.budgets = List.of(
                budget("all", Window.of(Period.DAY), BudgetUnit.USD, null, 3_000, false),
                budget("chat", Window.of(Period.MONTH), BudgetUnit.TOKENS, "chat", 4_000, false),
                budget("recent", Window.rolling(Duration.ofHours(6)), BudgetUnit.USD, null, 2_000, false),
                budget("batch", Window.of(Period.TOTAL), BudgetUnit.USD, "batch", 2_500, false));
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
        switch (random.nextInt(7)) {
            case 0 -> crash();
            case 5 -> vanishWithRecords();
            case 1 -> reclaim();
            case 3 -> changeALimit();
            case 4 -> override();
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
        long atLeast = amount(200);
        long wanted = amount(600);
        List<Purse> purses = budgets.stream()
                .filter(budget -> pays(budget, app))
                .map(budget -> new Purse(budget, current(budget), new Wish(budget.id(), atLeast, wanted), SHARERS))
                .toList();
        switch (Purse.take("router", purses, now, DURATION)) {
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
        long bound = amount(120);
        if (holding == null || !holding.canReserve(bound, now)) {
            return;
        }
        long cost = wellBehaved ? random.nextLong(bound + 1) : random.nextLong(2 * bound + 1);
        holding.used += cost;
        List<Charge.Share> shares = holding.shares(cost);
        Instant started = now.minusSeconds(random.nextInt(3) == 0 ? random.nextInt(7_200) : 0);
        Charge charge = charge(holding.app, started, cost, shares);
        onTheWay.add(charge);
        if (random.nextInt(4) == 0) {
            onTheWay.add(charge);
        }
    }

    /** Cut off from Kafka, a router tells what it spent; then nothing is heard of it, and its disk is found much later. */
    private void vanishWithRecords() {
        Holding holding = anyHolding();
        if (holding == null) {
            return;
        }
        long before = holding.used;
        for (int call = random.nextInt(4); call >= 0; call--) {
            long bound = amount(120);
            if (holding.canReserve(bound, now)) {
                long cost = 1 + random.nextLong(bound);
                holding.used += cost;
                stuck.add(new Stuck(charge(holding.app, now, cost, holding.shares(cost)), now.plus(UNRECORDED_FOR)));
            }
        }
        boolean release = random.nextBoolean();
        Report report = new Report(holding.used, 0, holding.used - before);
        holding.slices.forEach(lease -> settle(lease, report, release));
        holding.slices.forEach(lease -> lateMessages.add(() -> settle(lease, report, release)));
        holdings.remove(holding);
        vanished += holding.used > before ? 1 : 0;
    }

    private void findADisk() {
        if (!stuck.isEmpty()) {
            deliver(stuck.remove(random.nextInt(stuck.size())).charge);
        }
    }

    private void settle() {
        Holding holding = anyHolding();
        if (holding == null) {
            return;
        }
        boolean release = random.nextInt(3) == 0;
        Report report = new Report(holding.used, 0, 0);
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
            lease.extend(report, Purse.expiry(budget(lease), period, now, DURATION));
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
        if (random.nextInt(4) == 0) {
            findADisk();
        }
    }

    private void deliver(Charge charge) {
        budgets.stream()
                .filter(budget -> budget.scope().covers(charge.scope()))
                .forEach(budget -> period(budget, charge.startedAt()));
        if (ledger.putIfAbsent(charge.callId(), charge) == null) {
            rolling.add(new Paid(charge.startedAt(), charge.amounts().cost().nanoUsd()));
            payers(charge)
                    .forEach(payer -> owed.merge(payer, charge.amounts().cost().nanoUsd(), Long::sum));
            new ChargeSheet(budgets, periods, leases.values(), now).charge(charge);
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
        List<Stuck> due =
                stuck.stream().filter(each -> !each.until.isAfter(now)).toList();
        due.forEach(each -> {
            stuck.remove(each);
            deliver(each.charge);
        });
        holdings.removeIf(holding -> random.nextInt(20) == 0);
    }

    /** Of the current period and of those to come; refused when more is spent or out. */
    private void changeALimit() {
        Budget budget = budgets.get(random.nextInt(budgets.size()));
        BudgetPeriod period = current(budget);
        long limit = amount(6_000);
        Budget.RaisedLimit raise = budget.overrideAt(now);
        long usable = Math.max(limit, raise == null ? 0 : raise.amount());
        boolean possible = usable + period.carried() >= period.spent() + period.leased();
        if (possible) {
            change(budget, limit);
            period.changeLimit(budget.unit(), budget.limitAt(now));
        } else {
            assertThat(catchThrowable(() -> period.changeLimit(budget.unit(), limit)))
                    .isNotNull();
        }
    }

    private static void change(Budget budget, long limit) {
        budget.change(new BudgetTerms(
                budget.name(),
                budget.unit(),
                limit,
                budget.window(),
                budget.scope(),
                budget.carriesOver(),
                null,
                budget.onExceeded(),
                budget.thresholds(),
                false));
    }

    /** A limit is raised for a while, or the raise ends before its time. */
    private void override() {
        Budget budget = budgets.get(random.nextInt(budgets.size()));
        if (random.nextBoolean()) {
            budget.override(budget.limit() + amount(2_000), now.plusSeconds(amount(3_600)), null, now);
        } else {
            budget.endOverride();
        }
        raised.add(budget.id());
        current(budget);
    }

    private void reclaim() {
        leases.values().stream()
                .filter(lease -> lease.state() == LeaseState.OPEN || lease.state() == LeaseState.RELEASED)
                .filter(lease -> lease.expiresAt().isBefore(now.minus(GRACE)))
                .forEach(lease ->
                        Objects.requireNonNull(periods.get(lease.period())).giveBack(lease.expire()));
        leases.values().stream()
                .filter(lease -> lease.state() == LeaseState.AWAITED)
                .filter(lease -> lease.expiresAt().isBefore(now.minus(UNRECORDED_FOR)))
                .forEach(lease ->
                        Objects.requireNonNull(periods.get(lease.period())).giveBack(lease.giveUp()));
    }

    void letEverythingEnd() {
        holdings.clear();
        if (random.nextBoolean()) {
            deliverAll();
        }
        boolean found = random.nextBoolean();
        while (found && !stuck.isEmpty()) {
            findADisk();
        }
        now = now.plus(UNRECORDED_FOR).plus(GRACE).plusSeconds(1);
        reclaim();
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
            assertThat(period.settled() + period.leased()).isLessThanOrEqualTo(period.limit());
            assertThat(period.leased()).as("leased").isEqualTo(held(period));
            Budget budget = budget(period.key().budgetId());
            if (budget.window().bucket() == null) {
                assertThat(period.spent()).as("spent").isEqualTo(owed.getOrDefault(period.key(), 0L));
            } else {
                period.roll(budget.window().bucket(), now);
                assertThat(period.spent())
                        .as("all of the window, and a sixtieth more at most")
                        .isBetween(rolledSince(Duration.ofHours(6)), rolledSince(Duration.ofMinutes(6 * 61 + 1)));
            }
        }
    }

    private long rolledSince(Duration ago) {
        return rolling.stream()
                .filter(paid -> !paid.at.isBefore(now.minus(ago)))
                .mapToLong(Paid::amount)
                .sum();
    }

    /** Where a limit was raised for a while, more is spent than the usual one allows. */
    void checkThatNothingWasOvershot() {
        periods.values().stream()
                .filter(period -> !raised.contains(period.key().budgetId()))
                .forEach(period -> assertThat(period.spent()).isEqualTo(period.settled()));
    }

    void checkThatAllUnspentMoneyIsBack() {
        for (BudgetPeriod period : periods.values()) {
            assertThat(period.leased()).isZero();
            assertThat(period.remaining()).isEqualTo(Math.max(period.limit() - period.spent(), 0));
        }
    }

    int refused() {
        return refused;
    }

    int vanished() {
        return vanished;
    }

    int answered() {
        return ledger.size();
    }

    private long held(BudgetPeriod period) {
        return leases.values().stream()
                .filter(lease -> lease.period().equals(period.key()))
                .mapToLong(Lease::held)
                .sum();
    }

    /** For each budget the period of the call's lease, or without one that of its start. */
    private List<BudgetPeriod.Key> payers(Charge charge) {
        return budgets.stream()
                .filter(budget -> budget.scope().covers(charge.scope()))
                .map(budget -> charge.shares().stream()
                        .map(share -> Objects.requireNonNull(leases.get(share.lease())))
                        .filter(lease -> lease.budgetId().equals(budget.id()))
                        .map(Lease::period)
                        .findFirst()
                        .orElseGet(() -> PeriodOf.at(budget, charge.startedAt()).key()))
                .toList();
    }

    /** As whoever locks it finds it. */
    private BudgetPeriod current(Budget budget) {
        BudgetPeriod period = period(budget, now);
        period.roll(budget.window().bucket(), now);
        period.limitTo(budget.limitAt(now));
        return period;
    }

    /** Made when first touched, and that is before a call of it is in the ledger. */
    private BudgetPeriod period(Budget budget, Instant at) {
        PeriodOf wanted = PeriodOf.at(budget, at);
        BudgetPeriod known = periods.get(wanted.key());
        if (known != null) {
            return known;
        }
        BudgetPeriod opened = new BudgetPeriod(budget, wanted.span(), 0);
        periods.put(wanted.key(), opened);
        return opened;
    }

    private Budget budget(Lease lease) {
        return budget(lease.budgetId());
    }

    private Budget budget(UUID id) {
        return budgets.stream()
                .filter(budget -> budget.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static boolean pays(Budget budget, String app) {
        return budget.scope().covers(CallScope.ofApp(null, app));
    }

    private @Nullable Holding anyHolding() {
        return holdings.isEmpty() ? null : holdings.get(random.nextInt(holdings.size()));
    }

    private String app() {
        return random.nextBoolean() ? "chat" : "batch";
    }

    private long amount(int most) {
        return 1 + random.nextInt(most);
    }

    private UUID id() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private Charge charge(String app, Instant startedAt, long cost, List<Charge.Share> shares) {
        return new Charge(
                ACME,
                id(),
                CallScope.ofApp(null, app),
                startedAt,
                new Amounts(Money.ofNanoUsd(cost), cost, 1),
                shares,
                List.of());
    }

    private Budget budget(
            String name, Window window, BudgetUnit unit, @Nullable String app, long limit, boolean carryOver) {
        return new Budget(
                ACME,
                id(),
                new BudgetTerms(
                        name,
                        unit,
                        limit,
                        window,
                        BudgetScope.ofApp(app),
                        carryOver,
                        null,
                        OnExceeded.REFUSE,
                        Thresholds.USUAL,
                        false),
                now);
    }

    /** What a call cost, and when it counts. */
    private record Paid(Instant at, long amount) {}

    /** A record on the disk of a router that vanished, and until when somebody finds it. */
    private record Stuck(Charge charge, Instant until) {}

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
            this.amount = slices.stream().mapToLong(Lease::granted).min().orElseThrow();
            this.until = slices.stream()
                    .map(Lease::expiresAt)
                    .min(Instant::compareTo)
                    .orElseThrow();
        }

        List<Charge.Share> shares(long cost) {
            return slices.stream()
                    .map(lease -> new Charge.Share(lease.id(), cost))
                    .toList();
        }

        boolean canReserve(long bound, Instant now) {
            return used + bound <= amount && now.isBefore(until);
        }
    }
}
