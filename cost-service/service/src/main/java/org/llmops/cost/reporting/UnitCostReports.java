package org.llmops.cost.reporting;

import static org.llmops.cost.CostProblem.FILTER_UNKNOWN;
import static org.llmops.cost.CostProblem.GROUPING_UNKNOWN;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.reporting.Uniques.Counted;
import org.llmops.cost.rollups.Dimension;
import org.llmops.cost.rollups.Grain;
import org.llmops.cost.rollups.Group;
import org.llmops.cost.rollups.Slice;
import org.llmops.cost.rollups.SpendReading;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.money.Money;
import org.llmops.platform.store.Transactions;

/** Reports what an answer, an end user and a resolved conversation cost. */
@ApplicationScoped
class UnitCostReports {
    /** What end users and conversations are known by. */
    private static final Set<Dimension> KNOWN_BY = Set.of(Dimension.TEAM, Dimension.APP);

    private final Transactions transactions;
    private final SpendReading reading;
    private final Uniques uniques;
    private final Clock clock;

    UnitCostReports(Transactions transactions, SpendReading reading, Uniques uniques, Clock clock) {
        this.transactions = transactions;
        this.reading = reading;
        this.uniques = uniques;
        this.clock = clock;
    }

    Uni<UnitCosts> unitCosts(WorkspaceId workspace, ScopeQuery query, @Nullable String groupBy) {
        Dimension by = by(groupBy);
        Slice slice = slice(query, by);
        return transactions.read(
                workspace,
                session -> reading.groups(session, workspace, slice)
                        .chain(groups -> rows(session, workspace, slice, by, groups))
                        .map(rows -> new UnitCosts(slice.from(), slice.to(), by == null ? "" : by.label(), rows)));
    }

    private Uni<List<UnitCosts.Row>> rows(
            Mutiny.Session session, WorkspaceId workspace, Slice slice, @Nullable Dimension by, List<Group> groups) {
        if (groups.size() == slice.limit()) {
            throw SpendReports.tooLarge();
        }
        return uniques.endUsers(session, workspace, slice, by)
                .chain(users -> uniques.resolved(session, workspace, slice, by)
                        .map(resolved -> groups.stream()
                                .map(group -> row(group, by, users, resolved))
                                .toList()));
    }

    private static UnitCosts.Row row(
            Group group, @Nullable Dimension by, Map<String, Counted> users, Map<String, Counted> resolutions) {
        String name = by == null ? "" : group.value(by);
        Counted named = Objects.requireNonNullElse(users.get(name), Counted.NONE);
        Counted resolved = Objects.requireNonNullElse(resolutions.get(name), Counted.NONE);
        Money cost = Money.ofNanoUsd(group.sums().costNanoUsd());
        Money ofConversations = Money.ofNanoUsd(group.sums().conversationNanoUsd());
        return new UnitCosts.Row(
                by == Dimension.TEAM && !name.isEmpty() ? name : null,
                by == Dimension.APP && !name.isEmpty() ? name : null,
                cost,
                group.sums().requests(),
                group.sums().answered(),
                UnitCosts.each(cost, group.sums().answered()),
                named.units(),
                UnitCosts.each(named.cost(), named.units()),
                ofConversations,
                resolved.units(),
                UnitCosts.each(ofConversations, resolved.units()));
    }

    private Slice slice(ScopeQuery query, @Nullable Dimension by) {
        ScopeQuery.Span days = query.span(clock.instant(), Grain.DAY);
        Map<Dimension, String> scope = query.scope();
        scope.keySet().stream()
                .filter(dimension -> !KNOWN_BY.contains(dimension))
                .findFirst()
                .ifPresent(other -> {
                    throw FILTER_UNKNOWN.at(
                            other.label(), "End users and conversations are known by team and app only");
                });
        return new Slice(
                null,
                by == null ? Set.of() : Set.of(by),
                null,
                scope,
                Set.of(),
                days.from(),
                days.to(),
                Slice.Order.COST,
                Slice.MOST_ROWS + 1);
    }

    private static @Nullable Dimension by(@Nullable String label) {
        return label == null || label.isEmpty()
                ? null
                : Dimension.labelled(label)
                        .filter(KNOWN_BY::contains)
                        .orElseThrow(() -> GROUPING_UNKNOWN.at("group_by", "Group by team, by app, or by nothing"));
    }
}
