package org.llmops.cost.reporting;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.rollups.Dimension;
import org.llmops.cost.rollups.Grain;
import org.llmops.cost.rollups.Slice;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.money.Money;

/** Counts what is counted once however often it comes up: end users, and conversations that were resolved. */
@ApplicationScoped
class Uniques {
    /** Different end users, and what their calls cost, by team, by app, or of all. */
    Uni<Map<String, Counted>> endUsers(
            Mutiny.Session session, WorkspaceId workspace, Slice slice, @Nullable Dimension by) {
        String group = by == null ? "''" : by.label();
        boolean wholeMonths = Grain.MONTH.start(slice.from()).equals(slice.from())
                && Grain.MONTH.start(slice.to()).equals(slice.to());
        String table = wholeMonths ? "end_user_months" : "end_user_days";
        String time = wholeMonths ? "month" : "day";
        return counted(
                session,
                workspace,
                slice,
                "select name, count(*), cast(sum(cost) as bigint) from (select "
                        + group + " as name, end_user, sum(cost_nano_usd) as cost from " + table
                        + " where workspace = :workspace and " + time + " >= :from and " + time + " < :to"
                        + conditions(slice)
                        + " group by 1, 2) users group by 1");
    }

    /** Different conversations that were resolved, each when a call said so, else when feedback did. */
    Uni<Map<String, Counted>> resolved(
            Mutiny.Session session, WorkspaceId workspace, Slice slice, @Nullable Dimension by) {
        String group = by == null ? "''" : by.label();
        return counted(
                session,
                workspace,
                slice,
                "select " + group
                        + " as name, count(*), cast(0 as bigint) from resolutions told"
                        + " where workspace = :workspace and resolved_at >= :from and resolved_at < :to"
                        + conditions(slice)
                        + " and (source = 'call' or not exists (select from resolutions by_call"
                        + " where by_call.workspace = told.workspace and by_call.conversation = told.conversation"
                        + " and by_call.source = 'call')) group by 1");
    }

    private static Uni<Map<String, Counted>> counted(
            Mutiny.Session session, WorkspaceId workspace, Slice slice, String sql) {
        var query = session.createNativeQuery(sql, Object[].class)
                .setParameter("workspace", workspace.value())
                .setParameter("from", slice.from())
                .setParameter("to", slice.to());
        slice.scope().forEach((dimension, value) -> query.setParameter(dimension.label(), value));
        return query.getResultList().map(Uniques::read);
    }

    private static String conditions(Slice slice) {
        return slice.scope().keySet().stream()
                .map(dimension -> " and " + dimension.label() + " = :" + dimension.label())
                .collect(Collectors.joining());
    }

    private static Map<String, Counted> read(List<Object[]> rows) {
        return rows.stream()
                .collect(Collectors.toMap(
                        row -> (String) row[0],
                        row -> new Counted(
                                ((Number) row[1]).longValue(), Money.ofNanoUsd(((Number) row[2]).longValue()))));
    }

    /** How many, and what they cost. */
    record Counted(long units, Money cost) {
        static final Counted NONE = new Counted(0, Money.ZERO);
    }
}
