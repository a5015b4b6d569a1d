package org.llmops.cost.rollups;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.cost.ledger.LedgerEntry;
import org.llmops.cost.ledger.LedgerListener;
import org.llmops.platform.identity.WorkspaceId;

/**
 * The tables of sums. They follow the ledger in its own transaction, so they always say what it says; a late entry and a
 * correction are added to the hour the call started in.
 */
@ApplicationScoped
class Rollups implements LedgerListener {
    /** What end users and tags have of the sums. */
    static final List<String> FEW_SUMS =
            List.of("requests", "answered", "cached", "unpriced", "input_tokens", "output_tokens", "cost_nano_usd");

    /** All tables in one statement: days are made of the same rows as hours. */
    private static final String ADD = "with added_hours as materialized (select * from jsonb_populate_recordset("
            + "cast(null as spend_hours), cast(cast(:hours as text) as jsonb)) row), into_hours as ("
            + Upsert.add("spend_hours", Place.COLUMNS, Sums.COLUMNS, "added_hours")
            + "), added_users as materialized (select * from jsonb_populate_recordset("
            + "cast(null as end_user_days), cast(cast(:end_users as text) as jsonb)) row), into_end_users as ("
            + Upsert.add("end_user_days", Additions.EndUser.COLUMNS, FEW_SUMS, "added_users")
            + "), into_end_user_months as ("
            + Upsert.add(
                    "end_user_months",
                    renamed(Additions.EndUser.COLUMNS, "day", "month"),
                    FEW_SUMS,
                    "(select date_trunc('month', day, 'UTC') as month, added_users.* from added_users)")
            + "), into_tags as ("
            + Upsert.add(
                    "tag_hours",
                    Additions.Tag.COLUMNS,
                    FEW_SUMS,
                    "(select row.* from jsonb_populate_recordset(cast(null as tag_hours),"
                            + " cast(cast(:tags as text) as jsonb)) row"
                            + " join reported_tags using (workspace, tag))")
            + "), into_resolutions as (insert into resolutions as kept"
            + " select row.* from jsonb_populate_recordset(cast(null as resolutions),"
            + " cast(cast(:resolutions as text) as jsonb)) row order by workspace, conversation, source"
            + " on conflict (workspace, conversation, source) do update set"
            + " resolved_at = least(kept.resolved_at, excluded.resolved_at)"
            + ") "
            + Upsert.add(
                    "spend_days",
                    renamed(Place.COLUMNS, "hour", "day"),
                    Sums.COLUMNS,
                    "(select date_trunc('day', hour, 'UTC') as day, added_hours.* from added_hours)");

    private final Savings savings;
    private final ObjectMapper json;

    Rollups(Savings savings, ObjectMapper json) {
        this.savings = savings;
        this.json = json;
    }

    @Override
    public Uni<Void> added(Mutiny.Session session, List<LedgerEntry> entries) {
        return keepRebuildsOut(session, entries).chain(() -> add(session, entries));
    }

    /** Adds entries to the sums. */
    Uni<Void> add(Mutiny.Session session, List<LedgerEntry> entries) {
        if (entries.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Additions additions = Additions.of(entries, savings);
        return session.createNativeQuery(ADD)
                .setParameter("hours", write(additions.hours()))
                .setParameter("end_users", write(additions.endUsers()))
                .setParameter("tags", write(additions.tags()))
                .setParameter("resolutions", write(additions.resolutions()))
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Whoever adds to a workspace's sums after this waits until the transaction has ended. */
    Uni<Void> keepOthersOut(Mutiny.Session session, WorkspaceId workspace) {
        return session.createNativeQuery(
                        "select cast(pg_advisory_xact_lock(hashtextextended('rollups/' || :workspace, 0)) as text)",
                        String.class)
                .setParameter("workspace", workspace.value())
                .getResultList()
                .replaceWithVoid();
    }

    /** Forgets a workspace's sums of some days, so that they can be made anew. */
    Uni<Void> forget(Mutiny.Session session, WorkspaceId workspace, Instant from, Instant to) {
        return session.createNativeQuery(
                        """
                        with hours as (delete from spend_hours
                                where workspace = :workspace and hour >= :from and hour < :to),
                            end_users as (delete from end_user_days
                                where workspace = :workspace and day >= :from and day < :to returning *),
                            months as (update end_user_months kept set %s
                                from (select date_trunc('month', day, 'UTC') as month, end_user, app, team, %s
                                    from end_users group by 1, 2, 3, 4) gone
                                where kept.workspace = :workspace and kept.month = gone.month
                                    and kept.end_user = gone.end_user and kept.app = gone.app
                                    and kept.team = gone.team),
                            tags as (delete from tag_hours using reported_tags reported
                                where reported.workspace = :workspace and tag_hours.workspace = :workspace
                                    and tag_hours.tag = reported.tag and hour >= :from and hour < :to),
                            resolved as (delete from resolutions where workspace = :workspace and source = 'call'
                                and resolved_at >= :from and resolved_at < :to)
                        delete from spend_days where workspace = :workspace and day >= :from and day < :to
                        """.formatted(ofEach("%1$s = kept.%1$s - gone.%1$s"), ofEach("sum(%1$s) as %1$s")))
                .setParameter("workspace", workspace.value())
                .setParameter("from", from)
                .setParameter("to", to)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Makes a month's sums by end user of those by days. */
    Uni<Void> addUpMonth(Mutiny.Session session, WorkspaceId workspace, Instant month) {
        return session.createNativeQuery("delete from end_user_months where workspace = :workspace and month = :month")
                .setParameter("workspace", workspace.value())
                .setParameter("month", month)
                .executeUpdate()
                .chain(() -> session.createNativeQuery(Upsert.add(
                                "end_user_months",
                                renamed(Additions.EndUser.COLUMNS, "day", "month"),
                                FEW_SUMS,
                                "(select date_trunc('month', day, 'UTC') as month, days.* from end_user_days days"
                                        + " where workspace = :workspace and day >= :month and day < :next)"))
                        .setParameter("workspace", workspace.value())
                        .setParameter("month", month)
                        .setParameter("next", Grain.MONTH.end(month))
                        .executeUpdate())
                .replaceWithVoid();
    }

    private static String ofEach(String sql) {
        return FEW_SUMS.stream().map(sql::formatted).collect(Collectors.joining(", "));
    }

    private static List<String> renamed(List<String> columns, String from, String to) {
        return columns.stream().map(column -> column.equals(from) ? to : column).toList();
    }

    private Uni<Void> keepRebuildsOut(Mutiny.Session session, List<LedgerEntry> entries) {
        List<String> workspaces = entries.stream()
                .map(entry -> entry.workspace().value())
                .distinct()
                .toList();
        return session.createNativeQuery("""
                        select cast(pg_advisory_xact_lock_shared(hashtextextended('rollups/' || workspace, 0)) as text)
                        from (select workspace from jsonb_array_elements_text(cast(cast(:workspaces as text) as jsonb))
                            workspace order by workspace) added
                        """, String.class)
                .setParameter("workspaces", write(workspaces))
                .getResultList()
                .replaceWithVoid();
    }

    private String write(List<?> rows) {
        try {
            return json.writeValueAsString(rows);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Rows can be written as JSON", impossible);
        }
    }
}
