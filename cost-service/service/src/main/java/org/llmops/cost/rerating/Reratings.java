package org.llmops.cost.rerating;

import static org.llmops.cost.CostProblem.RERATING_UNKNOWN;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.rerating.ReratingLine.Group;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.money.Money;

/** All re-ratings of every workspace; no query here omits the workspace, but the one that finds who waits. */
@ApplicationScoped
class Reratings {
    Uni<Void> add(Mutiny.Session session, Rerating rerating) {
        return session.persist(rerating).chain(session::flush);
    }

    Uni<Rerating> get(Mutiny.Session session, WorkspaceId workspace, UUID id) {
        return session.find(Rerating.class, new Rerating.Key(workspace.value(), id))
                .onItem()
                .ifNull()
                .failWith(() -> RERATING_UNKNOWN.because("No re-rating has the id " + id));
    }

    /** Holds off other instances that would go on with it. */
    Uni<Rerating> lock(Mutiny.Session session, Rerating.Key key) {
        return session.find(Rerating.class, key, LockModeType.PESSIMISTIC_WRITE);
    }

    /** The one that waits longest, of any workspace. */
    Uni<Optional<Rerating.Key>> running(Mutiny.Session session) {
        return session.createQuery("from Rerating where state = RUNNING order by requestedAt, key.id", Rerating.class)
                .setMaxResults(1)
                .getSingleResultOrNull()
                .map(found -> Optional.ofNullable(found).map(Rerating::key));
    }

    /** Latest first. */
    Uni<List<Rerating>> page(Mutiny.Session session, WorkspaceId workspace, @Nullable UUID after, int limit) {
        return session.createQuery(
                        "from Rerating where key.workspace = :workspace and (:first = true or key.id < :after)"
                                + " order by key.id desc",
                        Rerating.class)
                .setParameter("workspace", workspace.value())
                .setParameter("first", after == null)
                .setParameter("after", after == null ? new UUID(0, 0) : after)
                .setMaxResults(limit)
                .getResultList();
    }

    /** Adds to what earlier batches found. */
    Uni<Void> addLines(Mutiny.Session session, Rerating rerating, List<ReratingLine> lines) {
        if (lines.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return session.createNativeQuery("""
                        insert into rerating_lines as line (workspace, rerating_id, provider, model, rule_before, rule_after,
                            calls, before_nano_usd, after_nano_usd)
                        select :workspace, :rerating, provider, model, rule_before, rule_after, calls, before, after
                        from unnest(cast(:providers as text[]), cast(:models as text[]), cast(:rulesBefore as text[]),
                            cast(:rulesAfter as text[]), cast(:calls as bigint[]), cast(:before as bigint[]),
                            cast(:after as bigint[]))
                            as fresh (provider, model, rule_before, rule_after, calls, before, after)
                        on conflict (workspace, rerating_id, provider, model, rule_before, rule_after) do update set
                            calls = line.calls + excluded.calls,
                            before_nano_usd = line.before_nano_usd + excluded.before_nano_usd,
                            after_nano_usd = line.after_nano_usd + excluded.after_nano_usd
                        """)
                .setParameter("workspace", rerating.workspace().value())
                .setParameter("rerating", rerating.id())
                .setParameter("providers", texts(lines, Group::provider))
                .setParameter("models", texts(lines, Group::model))
                .setParameter("rulesBefore", texts(lines, group -> written(group.ruleBefore())))
                .setParameter("rulesAfter", texts(lines, group -> written(group.ruleAfter())))
                .setParameter("calls", numbers(lines, ReratingLine::calls))
                .setParameter("before", numbers(lines, line -> line.before().nanoUsd()))
                .setParameter("after", numbers(lines, line -> line.after().nanoUsd()))
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Those that differ most first. */
    Uni<List<ReratingLine>> lines(Mutiny.Session session, Rerating rerating) {
        return session.createNativeQuery("""
                        select provider, model, rule_before, rule_after, calls, before_nano_usd, after_nano_usd
                        from rerating_lines where workspace = :workspace and rerating_id = :rerating
                        order by provider, model, rule_before, rule_after limit 1000
                        """, Object[].class)
                .setParameter("workspace", rerating.workspace().value())
                .setParameter("rerating", rerating.id())
                .getResultList()
                .map(rows -> rows.stream()
                        .map(Reratings::line)
                        .sorted(Comparator.comparingLong(Reratings::size).reversed())
                        .toList());
    }

    private static long size(ReratingLine line) {
        return Math.abs(line.after().minus(line.before()).nanoUsd());
    }

    private static ReratingLine line(Object[] row) {
        return new ReratingLine(
                new Group((String) row[0], (String) row[1], read((String) row[2]), read((String) row[3])),
                ((Number) row[4]).longValue(),
                Money.ofNanoUsd(((Number) row[5]).longValue()),
                Money.ofNanoUsd(((Number) row[6]).longValue()));
    }

    /** A key has no nulls. */
    private static String written(@Nullable String rule) {
        return rule == null ? "" : rule;
    }

    private static @Nullable String read(String rule) {
        return rule.isEmpty() ? null : rule;
    }

    private static String[] texts(List<ReratingLine> lines, Function<Group, String> of) {
        return lines.stream().map(line -> of.apply(line.group())).toArray(String[]::new);
    }

    private static Long[] numbers(List<ReratingLine> lines, Function<ReratingLine, Long> of) {
        return lines.stream().map(of).toArray(Long[]::new);
    }
}
