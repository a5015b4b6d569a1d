package org.llmops.cost.reporting;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.rollups.Dimension;
import org.llmops.cost.rollups.Group;
import org.llmops.cost.rollups.Slice;
import org.llmops.cost.rollups.SpendReading;
import org.llmops.cost.rollups.Sums;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.money.Money;
import org.llmops.platform.store.Transactions;

/** Reports what caches and routing saved. */
@ApplicationScoped
class SavingsReports {
    private static final String USUAL_OPERATION = "chat";

    private final Transactions transactions;
    private final SpendReading reading;
    private final RoutingSavings routing;
    private final Clock clock;

    SavingsReports(Transactions transactions, SpendReading reading, RoutingSavings routing, Clock clock) {
        this.transactions = transactions;
        this.reading = reading;
        this.routing = routing;
        this.clock = clock;
    }

    /** @param baseline `provider/model` to compare routing with; absent: the dearest that was used */
    Uni<Savings> savings(WorkspaceId workspace, ScopeQuery query, @Nullable String baseline) {
        Instant now = clock.instant();
        RoutingSavings.Model named = baseline == null ? null : RoutingSavings.Model.parse(baseline);
        ScopeQuery.Span span = query.span(now, query.finest());
        Slice all = Slice.all(span.from(), span.to()).of(query.scope());
        return transactions.read(
                workspace,
                session -> reading.total(session, workspace, all)
                        .chain(sums -> byModel(session, workspace, all)
                                .map(groups -> report(workspace, all, sums, groups, named, now))));
    }

    private Uni<List<Group>> byModel(Mutiny.Session session, WorkspaceId workspace, Slice all) {
        Map<Dimension, String> scope = new EnumMap<>(Dimension.class);
        scope.putAll(all.scope());
        scope.putIfAbsent(Dimension.OPERATION, USUAL_OPERATION);
        return reading.groups(
                session,
                workspace,
                all.of(scope).by(Set.of(Dimension.PROVIDER, Dimension.MODEL), Slice.Order.COST, Slice.MOST_ROWS));
    }

    private Savings report(
            WorkspaceId workspace,
            Slice all,
            Sums sums,
            List<Group> groups,
            RoutingSavings.@Nullable Model named,
            Instant now) {
        Instant last = all.to().minusMillis(1);
        return new Savings(
                all.from(),
                all.to(),
                Money.ofNanoUsd(sums.costNanoUsd()),
                new Savings.ResponseCache(sums.cached(), Money.ofNanoUsd(sums.avoidedNanoUsd())),
                new Savings.ProviderCache(
                        sums.cacheReadTokens(), sums.cacheWriteTokens(), Money.ofNanoUsd(sums.providerCacheNanoUsd())),
                routing.compare(
                        workspace,
                        all.scope().getOrDefault(Dimension.OPERATION, USUAL_OPERATION),
                        groups,
                        named,
                        last.isBefore(now) ? last : now));
    }
}
