package org.llmops.cost.looks;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.store.Transactions;

/**
 * Goes through the workspaces that spend something. Instances share them: who claims a workspace looks at it alone, and when
 * it vanishes, its claim ends by itself.
 */
@ApplicationScoped
public class Looks {
    private static final Logger log = Logger.getLogger(Looks.class);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration RECENT = Duration.ofDays(42);

    private final Transactions transactions;
    private final Clock clock;

    Looks(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Looks at one workspace after the other. Where it fails the next look tries again, and the others are looked at all the
     * same.
     *
     * @param look gets the workspace and up to when it was looked at before, and returns up to when it is now
     */
    public Uni<Void> eachWorkspace(LookKind kind, BiFunction<WorkspaceId, Optional<Instant>, Uni<Instant>> look) {
        return transactions
                .acrossWorkspaces(session -> spending(session, clock.instant().minus(RECENT)))
                .chain(workspaces -> Multi.createFrom()
                        .iterable(workspaces)
                        .onItem()
                        .transformToUniAndConcatenate(workspace -> oneWorkspace(kind, workspace, look))
                        .collect()
                        .last())
                .replaceWithVoid();
    }

    private Uni<Boolean> oneWorkspace(
            LookKind kind, WorkspaceId workspace, BiFunction<WorkspaceId, Optional<Instant>, Uni<Instant>> look) {
        return transactions
                .write(workspace, session -> claim(session, kind, workspace))
                .chain(claims -> claims.isEmpty()
                        ? Uni.createFrom().item(false)
                        : claimed(
                                        kind,
                                        workspace,
                                        Uni.createFrom()
                                                .deferred(() -> look.apply(
                                                        workspace,
                                                        claims.getFirst().before())))
                                .replaceWith(true));
    }

    /** A failure is this workspace's own: the next look tries again. */
    private Uni<Void> claimed(LookKind kind, WorkspaceId workspace, Uni<Instant> look) {
        return look.chain(until -> finish(kind, workspace, until)).onFailure().recoverWithUni(failure -> {
            log.errorf(failure, "The look for %s in workspace %s failed", kind.label(), workspace);
            return giveUp(kind, workspace);
        });
    }

    /** One index probe for each workspace, however much they spend. */
    private static Uni<List<WorkspaceId>> spending(Mutiny.Session session, Instant since) {
        return session.createNativeQuery("""
                        with recursive one as (
                            (select workspace from spend_hours order by workspace limit 1)
                            union all
                            select (select next.workspace from spend_hours next where next.workspace > one.workspace
                                order by next.workspace limit 1)
                            from one where one.workspace is not null)
                        select workspace from one where workspace is not null and exists (
                            select 1 from spend_hours recent
                            where recent.workspace = one.workspace and recent.hour >= :since)
                        order by workspace
                        """, String.class)
                .setParameter("since", since)
                .getResultList()
                .map(names -> names.stream().map(WorkspaceId::new).toList());
    }

    /** Empty when another instance is looking. */
    private Uni<List<Claim>> claim(Mutiny.Session session, LookKind kind, WorkspaceId workspace) {
        Instant now = clock.instant();
        return session.createNativeQuery("""
                        insert into spend_looks as held (workspace, kind, claimed_until)
                        values (:workspace, :kind, :until)
                        on conflict (workspace, kind) do update set claimed_until = excluded.claimed_until
                            where held.claimed_until <= :now
                        returning coalesce(cast(extract(epoch from held.looked_until) as bigint), 0)
                        """, Long.class)
                .setParameter("workspace", workspace.value())
                .setParameter("kind", kind.label())
                .setParameter("until", now.plus(LONGEST))
                .setParameter("now", now)
                .getResultList()
                .map(rows -> rows.stream().map(Claim::new).toList());
    }

    private Uni<Void> finish(LookKind kind, WorkspaceId workspace, Instant until) {
        return update(
                kind,
                workspace,
                "update spend_looks set claimed_until = :now, looked_until = :until",
                Map.of("until", until));
    }

    private Uni<Void> giveUp(LookKind kind, WorkspaceId workspace) {
        return update(kind, workspace, "update spend_looks set claimed_until = :now", Map.of());
    }

    private Uni<Void> update(LookKind kind, WorkspaceId workspace, String change, Map<String, Object> values) {
        return transactions
                .write(workspace, session -> {
                    var query = session.createNativeQuery(change + " where workspace = :workspace and kind = :kind")
                            .setParameter("workspace", workspace.value())
                            .setParameter("kind", kind.label())
                            .setParameter("now", clock.instant());
                    values.forEach(query::setParameter);
                    return query.executeUpdate();
                })
                .replaceWithVoid();
    }

    /** What is known of a workspace that was claimed; 0 when it was never looked at. */
    private record Claim(long lookedUntilSeconds) {
        Optional<Instant> before() {
            return lookedUntilSeconds == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(lookedUntilSeconds));
        }
    }
}
