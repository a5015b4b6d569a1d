package org.llmops.cost.forecast;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.llmops.cost.alerts.Severity;
import org.llmops.cost.alerts.Signal;
import org.llmops.cost.alerts.SignalKind;
import org.llmops.cost.alerts.Signals;
import org.llmops.cost.budgets.BudgetState;
import org.llmops.cost.looks.LookKind;
import org.llmops.cost.looks.Looks;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.store.Transactions;

/** Tells, while there is time, of budgets that will not last. */
@ApplicationScoped
class BudgetWatch {
    private final Transactions transactions;
    private final Looks looks;
    private final BudgetForecasting budgets;
    private final Signals signals;
    private final ForecastConfig config;
    private final Clock clock;

    BudgetWatch(
            Transactions transactions,
            Looks looks,
            BudgetForecasting budgets,
            Signals signals,
            ForecastConfig config,
            Clock clock) {
        this.transactions = transactions;
        this.looks = looks;
        this.budgets = budgets;
        this.signals = signals;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(
            every = "${llmops.forecast.every:1h}",
            delayed = "2m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return looks.eachWorkspace(LookKind.FORECAST, (workspace, before) -> lookAt(workspace));
    }

    private Uni<Instant> lookAt(WorkspaceId workspace) {
        Instant now = clock.instant();
        return budgets.all(workspace)
                .chain(all -> Multi.createFrom()
                        .iterable(watched(all))
                        .onItem()
                        .transformToUniAndConcatenate(budget -> budgets.of(workspace, budget))
                        .collect()
                        .asList())
                .map(outlooks -> outlooks.stream()
                        .flatMap(outlook -> signal(workspace, outlook, now))
                        .toList())
                .chain(found -> tell(workspace, found))
                .replaceWith(now);
    }

    /** Of a budget that is spent already there is nothing to foresee. */
    private List<BudgetState> watched(List<BudgetState> all) {
        return all.stream()
                .filter(BudgetState::alertOnForecast)
                .filter(budget -> budget.spent() < budget.limit() && Scopes.areSummedUp(budget.scope()))
                .limit(config.mostBudgets())
                .toList();
    }

    private Uni<Void> tell(WorkspaceId workspace, List<Signal> found) {
        return found.isEmpty()
                ? Uni.createFrom().voidItem()
                : transactions.write(workspace, session -> signals.raise(session, found));
    }

    private Stream<Signal> signal(WorkspaceId workspace, BudgetOutlook outlook, Instant now) {
        BurnDown burnDown = outlook.burnDown();
        if (burnDown == null
                || burnDown.probabilityToExceed() < config.probability().doubleValue()) {
            return Stream.empty();
        }
        BudgetForecastView view = BudgetForecastView.of(outlook.budget(), outlook, new BigDecimal("0.8"));
        return Stream.of(new Signal(
                workspace,
                SignalKind.BUDGET_FORECAST,
                outlook.budget().id() + "/" + outlook.budget().span().startsAt(),
                Severity.WARNING,
                title(view),
                facts(outlook.budget(), view),
                now));
    }

    private static String title(BudgetForecastView view) {
        return "Budget '%s' will probably not last: %s of %s %s by %s"
                .formatted(
                        view.name(),
                        Objects.requireNonNull(view.totalAtEnd()).expected(),
                        view.limit(),
                        view.forecast().unit().label(),
                        view.until());
    }

    private static Map<String, Object> facts(BudgetState budget, BudgetForecastView view) {
        BudgetForecastView.Exhausted exhausted = Objects.requireNonNull(view.exhausted());
        Map<String, Object> facts = new HashMap<>(budget.scope().named());
        facts.put("budget_id", view.budgetId().toString());
        facts.put("unit", view.forecast().unit().label());
        facts.put("limit", view.limit());
        facts.put("spent", view.spent());
        facts.put("total_at_end", Objects.requireNonNull(view.totalAtEnd()).expected());
        facts.put("probability_to_exceed", Objects.requireNonNull(view.probabilityToExceed()));
        facts.put("exhausted_expected", Objects.toString(exhausted.expected(), ""));
        facts.put("exhausted_earliest", Objects.toString(exhausted.earliest(), ""));
        facts.put("until", view.until().toString());
        return facts;
    }
}
