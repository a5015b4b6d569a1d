package org.llmops.cost.reporting;

import static org.llmops.cost.CostProblem.FILTER_UNKNOWN;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.outcomes.MeanScore;
import org.llmops.cost.outcomes.PromptVersion;
import org.llmops.cost.outcomes.ScoreReading;
import org.llmops.cost.rollups.Dimension;
import org.llmops.cost.rollups.Grain;
import org.llmops.cost.rollups.Group;
import org.llmops.cost.rollups.Slice;
import org.llmops.cost.rollups.SpendReading;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.money.Money;
import org.llmops.platform.store.Transactions;

/** Reports cost and quality of prompt versions side by side. */
@ApplicationScoped
class PromptReports {
    private static final Set<Dimension> KNOWN_BY = Set.of(
            Dimension.PROMPT,
            Dimension.PROMPT_VERSION,
            Dimension.TEAM,
            Dimension.APP,
            Dimension.PROVIDER,
            Dimension.MODEL);

    private final Transactions transactions;
    private final SpendReading reading;
    private final ScoreReading scores;
    private final Clock clock;

    PromptReports(Transactions transactions, SpendReading reading, ScoreReading scores, Clock clock) {
        this.transactions = transactions;
        this.reading = reading;
        this.scores = scores;
        this.clock = clock;
    }

    Uni<PromptCosts> prompts(WorkspaceId workspace, ScopeQuery query) {
        ScopeQuery.Span days = query.span(clock.instant(), Grain.DAY);
        Map<Dimension, String> scope = query.scope();
        scope.keySet().stream()
                .filter(dimension -> !KNOWN_BY.contains(dimension))
                .findFirst()
                .ifPresent(other -> {
                    throw FILTER_UNKNOWN.at(
                            other.label(), "Scores are known by prompt, version, team, app, provider and model only");
                });
        Slice slice = Slice.all(days.from(), days.to())
                .of(scope)
                .by(Set.of(Dimension.PROMPT, Dimension.PROMPT_VERSION), Slice.Order.NAME, Slice.MOST_ROWS + 1);
        return transactions.read(
                workspace,
                session -> reading.groups(session, workspace, slice)
                        .chain(groups -> rows(session, workspace, slice, groups))
                        .map(rows -> new PromptCosts(days.from(), days.to(), rows)));
    }

    private Uni<List<PromptCosts.Row>> rows(
            Mutiny.Session session, WorkspaceId workspace, Slice slice, List<Group> groups) {
        if (groups.size() == slice.limit()) {
            throw SpendReports.tooLarge();
        }
        return scores.byPromptVersion(session, workspace, slice)
                .map(found -> groups.stream()
                        .filter(group -> !group.value(Dimension.PROMPT_VERSION).isEmpty())
                        .map(group -> row(group, found))
                        .toList());
    }

    private static PromptCosts.Row row(Group group, Map<PromptVersion, List<MeanScore>> scores) {
        PromptVersion version = new PromptVersion(
                group.value(Dimension.PROMPT), Integer.parseInt(group.value(Dimension.PROMPT_VERSION)));
        Money cost = Money.ofNanoUsd(group.sums().costNanoUsd());
        Money perCall = UnitCosts.each(cost, group.sums().requests());
        return new PromptCosts.Row(
                version.prompt(),
                version.number(),
                cost,
                group.sums().requests(),
                group.sums().answered(),
                group.sums().inputTokens(),
                group.sums().outputTokens(),
                perCall,
                scores.getOrDefault(version, List.of()).stream()
                        .map(score -> score(score, perCall))
                        .toList());
    }

    private static PromptCosts.Score score(MeanScore score, @Nullable Money perCall) {
        BigDecimal mean = score.mean();
        return new PromptCosts.Score(
                score.name(),
                score.scores(),
                mean,
                perCall == null || mean.signum() == 0
                        ? null
                        : Money.rounded(perCall.usd().divide(mean, 12, RoundingMode.HALF_UP)));
    }
}
