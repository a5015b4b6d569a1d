package org.llmops.cost.rollups;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.rollups.Slice.Order;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.money.Money;
import org.llmops.platform.store.Transactions;

/** Spend over time, for whoever looks for what it will be and what is odd about it. */
@ApplicationScoped
public class SpendSeries {
    /** Of one dimension, the values that cost most; what is beyond hardly adds anything. */
    private static final int MOST_VALUES = 1_000;

    private static final int MOST_POINTS = 24 * 400;

    private final Transactions transactions;
    private final SpendReading reading;

    SpendSeries(Transactions transactions, SpendReading reading) {
        this.transactions = transactions;
        this.reading = reading;
    }

    /**
     * The hours in which there was something, in order; of days, the days.
     *
     * @param scope dimensions and their values, empty for what has none; a tag as `name=value`; nothing for everything
     */
    public Uni<List<SpendPoint>> hourly(WorkspaceId workspace, Map<Dimension, String> scope, Instant from, Instant to) {
        return points(workspace, scope, scope.containsKey(Dimension.END_USER) ? Grain.DAY : Grain.HOUR, from, to);
    }

    /** The days in which there was something, in order. */
    public Uni<List<SpendPoint>> daily(WorkspaceId workspace, Map<Dimension, String> scope, Instant from, Instant to) {
        return points(workspace, scope, Grain.DAY, from, to);
    }

    /** What each value of a dimension cost, the dearest first. */
    public Uni<List<DimensionSum>> by(
            WorkspaceId workspace, Map<Dimension, String> scope, Dimension by, Instant from, Instant to) {
        Set<Dimension> dimensions = dimensions(by);
        Slice slice = new Slice(
                null, dimensions, null, scope, Set.of(), start(scope, from), end(scope, to), Order.COST, MOST_VALUES);
        return transactions
                .read(workspace, session -> reading.groups(session, workspace, slice))
                .map(groups -> groups.stream().map(group -> sum(group, by)).toList());
    }

    /** The hours of the values of a dimension that cost most; calls that have none are left out. */
    public Uni<Map<String, List<SpendPoint>>> hourlyBy(
            WorkspaceId workspace, Dimension by, Instant from, Instant to, int most) {
        Grain grain = by == Dimension.END_USER ? Grain.DAY : Grain.HOUR;
        Slice dearest = new Slice(
                null,
                dimensions(by),
                null,
                Map.of(),
                Set.of(),
                grain.start(from),
                grain.ceiling(to),
                Order.COST,
                most + 1);
        return transactions.read(
                workspace,
                session -> reading.groups(session, workspace, dearest)
                        .chain(groups -> hoursOf(session, workspace, dearest, by, grain, values(groups, by, most))));
    }

    private Uni<Map<String, List<SpendPoint>>> hoursOf(
            Mutiny.Session session,
            WorkspaceId workspace,
            Slice dearest,
            Dimension by,
            Grain grain,
            Set<String> values) {
        if (values.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        Set<String> first = by == Dimension.PROMPT_VERSION
                ? values.stream()
                        .map(value -> value.substring(0, value.lastIndexOf('@')))
                        .collect(Collectors.toSet())
                : values;
        Slice hours = new Slice(
                grain,
                dearest.by(),
                null,
                Map.of(),
                first,
                dearest.from(),
                dearest.to(),
                Order.NAME,
                MOST_POINTS * values.size());
        return reading.groups(session, workspace, hours)
                .map(groups -> groups.stream()
                        .filter(group -> values.contains(value(group, by)))
                        .collect(Collectors.groupingBy(
                                group -> value(group, by),
                                LinkedHashMap::new,
                                Collectors.mapping(SpendSeries::point, Collectors.toList()))));
    }

    private static Set<String> values(List<Group> groups, Dimension by, int most) {
        return groups.stream()
                .map(group -> value(group, by))
                .filter(value -> !value.isEmpty())
                .limit(most)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Uni<List<SpendPoint>> points(
            WorkspaceId workspace, Map<Dimension, String> scope, Grain grain, Instant from, Instant to) {
        Slice slice = new Slice(
                grain, Set.of(), null, scope, Set.of(), start(scope, from), end(scope, to), Order.NAME, MOST_POINTS);
        return transactions
                .read(workspace, session -> reading.groups(session, workspace, slice))
                .map(groups -> groups.stream().map(SpendSeries::point).toList());
    }

    private static Instant start(Map<Dimension, String> scope, Instant from) {
        return finest(scope).start(from);
    }

    private static Instant end(Map<Dimension, String> scope, Instant to) {
        return finest(scope).ceiling(to);
    }

    private static Grain finest(Map<Dimension, String> scope) {
        return scope.containsKey(Dimension.END_USER) ? Grain.DAY : Grain.HOUR;
    }

    private static SpendPoint point(Group group) {
        @Nullable Instant start = group.start();
        return new SpendPoint(
                start == null ? Instant.EPOCH : start,
                Money.ofNanoUsd(group.sums().costNanoUsd()),
                group.sums().requests(),
                group.sums().inputTokens(),
                group.sums().outputTokens());
    }

    private static DimensionSum sum(Group group, Dimension by) {
        String value = value(group, by);
        return new DimensionSum(
                value.isEmpty() ? null : value,
                Money.ofNanoUsd(group.sums().costNanoUsd()),
                group.sums().requests(),
                group.sums().inputTokens(),
                group.sums().outputTokens());
    }

    private static String value(Group group, Dimension by) {
        String value = group.value(by);
        return by == Dimension.PROMPT_VERSION && !value.isEmpty() ? group.value(Dimension.PROMPT) + '@' + value : value;
    }

    private static Set<Dimension> dimensions(Dimension by) {
        return by == Dimension.PROMPT_VERSION ? EnumSet.of(Dimension.PROMPT, by) : EnumSet.of(by);
    }
}
