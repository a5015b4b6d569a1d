package org.llmops.cost.forecast;

import static org.llmops.cost.CostProblem.FORECAST_TOO_FAR;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.llmops.cost.budgets.BudgetUnit;
import org.llmops.cost.rollups.Dimension;
import org.llmops.cost.rollups.SpendPoint;
import org.llmops.cost.rollups.SpendSeries;
import org.llmops.platform.identity.WorkspaceId;

/** Foresees what the calls of a scope will take, from what they have taken. */
@ApplicationScoped
public class SpendForecast {
    private static final Duration FARTHEST = Duration.ofDays(366);

    private final SpendSeries series;
    private final Vertx vertx;
    private final Clock clock;

    SpendForecast(SpendSeries series, Vertx vertx, Clock clock) {
        this.series = series;
        this.vertx = vertx;
        this.clock = clock;
    }

    /**
     * Tells whether more than this will be taken from now on, with at least this probability. Never true as long as there is
     * not enough history to tell.
     *
     * @param amount in the smallest part of the unit
     */
    public Uni<Boolean> willExceed(
            WorkspaceId workspace,
            Map<Dimension, String> scope,
            BudgetUnit unit,
            Instant until,
            long amount,
            double probability) {
        return look(workspace, scope, unit, until)
                .map(history -> history.prospect() != null
                        && history.prospect().probabilityOfMore(Measure.statistic(unit, amount + history.sinceAsOf()))
                                >= probability);
    }

    /** @param until in the future, at most a year */
    Uni<History> look(WorkspaceId workspace, Map<Dimension, String> scope, BudgetUnit unit, Instant until) {
        Instant now = clock.instant();
        Instant asOf = now.truncatedTo(ChronoUnit.HOURS);
        requireNear(now, until);
        Pace pace = Pace.of(Duration.between(asOf, until));
        return series.hourly(workspace, scope, asOf.minus(pace.learnt()), now)
                .chain(points -> vertx.executeBlocking(() -> history(unit, points, asOf, until)));
    }

    private static History history(BudgetUnit unit, List<SpendPoint> points, Instant asOf, Instant until) {
        Pace pace = Pace.of(Duration.between(asOf, until));
        Duration known = points.isEmpty() || points.getFirst().hour().isAfter(asOf)
                ? Duration.ZERO
                : Duration.between(points.getFirst().hour(), asOf);
        long sinceAsOf = points.stream()
                .filter(point -> !point.hour().isBefore(asOf))
                .mapToLong(point -> Measure.of(unit, point))
                .sum();
        Prospect prospect = known.compareTo(pace.least()) < 0 ? null : Prospect.of(unit, points, asOf, until);
        return new History(unit, asOf, until, known, pace.least(), sinceAsOf, prospect);
    }

    private static void requireNear(Instant now, Instant until) {
        if (!until.isAfter(now) || Duration.between(now, until).compareTo(FARTHEST) > 0) {
            throw FORECAST_TOO_FAR.at(
                    "until", "A forecast ends after now, " + now + ", and within " + FARTHEST.toDays() + " days");
        }
    }
}
