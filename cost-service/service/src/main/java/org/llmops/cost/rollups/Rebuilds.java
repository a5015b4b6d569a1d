package org.llmops.cost.rollups;

import static org.llmops.cost.CostProblem.REBUILD_UNKNOWN;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.WorkspaceId;

/** All rebuilds of every workspace; no query here omits the workspace. */
@ApplicationScoped
class Rebuilds {
    private static final String COLUMNS = """
            cast(id as text), cast(extract(epoch from from_day) as bigint), cast(extract(epoch from to_day) as bigint),
            cast(extract(epoch from next_day) as bigint), entries, requested_by,
            cast(extract(epoch from requested_at) * 1000 as bigint), failures,
            cast(extract(epoch from retry_at) * 1000 as bigint),
            cast(extract(epoch from finished_at) * 1000 as bigint)
            """;

    Uni<Void> add(Mutiny.Session session, WorkspaceId workspace, Rebuild rebuild) {
        return session.createNativeQuery("""
                        insert into rollup_rebuilds
                            (workspace, id, from_day, to_day, next_day, entries, requested_by, requested_at)
                        values (:workspace, :id, :from, :to, :from, 0, :by, :at)
                        """)
                .setParameter("workspace", workspace.value())
                .setParameter("id", rebuild.id())
                .setParameter("from", rebuild.from())
                .setParameter("to", rebuild.to())
                .setParameter("by", rebuild.requestedBy())
                .setParameter("at", rebuild.requestedAt())
                .executeUpdate()
                .replaceWithVoid();
    }

    Uni<Rebuild> get(Mutiny.Session session, WorkspaceId workspace, UUID id) {
        return session.createNativeQuery(
                        "select " + COLUMNS + " from rollup_rebuilds where workspace = :workspace and id = :id",
                        Object[].class)
                .setParameter("workspace", workspace.value())
                .setParameter("id", id)
                .getSingleResultOrNull()
                .onItem()
                .ifNull()
                .failWith(() -> REBUILD_UNKNOWN.because("No rebuild has the id " + id))
                .map(Rebuilds::read);
    }

    /** The oldest that is due and that nobody else is at, of whatever workspace. */
    Uni<Optional<Open>> next(Mutiny.Session session, Instant now) {
        return session.createNativeQuery("""
                        select workspace, cast(id as text) from rollup_rebuilds
                        where finished_at is null and (retry_at is null or retry_at <= :now)
                        order by requested_at, id limit 1 for update skip locked
                        """, Object[].class)
                .setParameter("now", now)
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row)
                        .map(found ->
                                new Open(new WorkspaceId((String) found[0]), UUID.fromString((String) found[1]))));
    }

    /** Takes hold of it for this transaction. */
    Uni<Rebuild> lock(Mutiny.Session session, Open open) {
        return session.createNativeQuery(
                        "select " + COLUMNS
                                + " from rollup_rebuilds where workspace = :workspace and id = :id for update",
                        Object[].class)
                .setParameter("workspace", open.workspace().value())
                .setParameter("id", open.id())
                .getSingleResult()
                .map(Rebuilds::read);
    }

    Uni<Void> advance(Mutiny.Session session, Open open, Instant doneTo, long entries, boolean finished, Instant now) {
        return session.createNativeQuery("""
                        update rollup_rebuilds
                        set next_day = :done, entries = :entries, failures = 0, retry_at = null,
                            finished_at = case when cast(:finished as boolean) then cast(:now as timestamptz) end
                        where workspace = :workspace and id = :id
                        """)
                .setParameter("done", doneTo)
                .setParameter("entries", entries)
                .setParameter("finished", finished)
                .setParameter("now", now)
                .setParameter("workspace", open.workspace().value())
                .setParameter("id", open.id())
                .executeUpdate()
                .replaceWithVoid();
    }

    Uni<Void> putOff(Mutiny.Session session, Open open, Instant now) {
        return session.createNativeQuery("""
                        update rollup_rebuilds set failures = failures + 1,
                            retry_at = cast(:now as timestamptz) + least(power(2, least(failures, 12)), 3600) * interval '1 second'
                        where workspace = :workspace and id = :id
                        """)
                .setParameter("now", now)
                .setParameter("workspace", open.workspace().value())
                .setParameter("id", open.id())
                .executeUpdate()
                .replaceWithVoid();
    }

    private static Rebuild read(Object[] row) {
        return new Rebuild(
                UUID.fromString((String) row[0]),
                Instant.ofEpochSecond((Long) row[1]),
                Instant.ofEpochSecond((Long) row[2]),
                Instant.ofEpochSecond((Long) row[3]),
                (Long) row[4],
                (String) row[5],
                Instant.ofEpochMilli((Long) row[6]),
                (Integer) row[7],
                moment(row[8]),
                moment(row[9]));
    }

    private static @Nullable Instant moment(@Nullable Object millis) {
        return millis instanceof Long known ? Instant.ofEpochMilli(known) : null;
    }

    /** Names a rebuild that goes on. */
    record Open(WorkspaceId workspace, UUID id) {}
}
