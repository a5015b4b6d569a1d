package org.llmops.eval.scoring;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.eval.Conditions;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.outbox.Outbox;

/** The scores of every workspace; no query but the batch insert omits the workspace. */
@ApplicationScoped
public class Scores {
    private final Outbox outbox;

    Scores(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Adds scores, of any workspace, of calls that are logged in the same transaction; and tells of each. */
    public Uni<Void> add(Mutiny.Session session, List<Score> scores) {
        return scores.isEmpty()
                ? Uni.createFrom().voidItem()
                : insert(session, scores).chain(() -> tell(session, scores));
    }

    private static Uni<Integer> insert(Mutiny.Session session, List<Score> scores) {
        return session.createNativeQuery("""
                        insert into score (workspace, id, call_id, scorer, scorer_version, value, reason, scored_at)
                        select
                            workspace, cast(id as uuid), cast(call_id as uuid), scorer, cast(version as int),
                            cast(value as numeric), reason, cast(scored_at as timestamptz)
                        from unnest(
                            cast(:workspaces as text[]), cast(:ids as text[]), cast(:calls as text[]),
                            cast(:scorers as text[]), cast(:versions as text[]), cast(:values as text[]),
                            cast(:reasons as text[]), cast(:times as text[])
                        ) as fresh (workspace, id, call_id, scorer, version, value, reason, scored_at)
                        """)
                .setParameter("workspaces", column(scores, Score::workspace))
                .setParameter("ids", column(scores, Score::id))
                .setParameter("calls", column(scores, Score::callId))
                .setParameter("scorers", column(scores, Score::scorer))
                .setParameter("versions", column(scores, Score::scorerVersion))
                .setParameter("values", column(scores, Score::value))
                .setParameter("reasons", column(scores, Score::reason))
                .setParameter("times", column(scores, Score::scoredAt))
                .executeUpdate();
    }

    /** As text, which the database reads: not every element type can be bound as an array. */
    private static String[] column(List<Score> scores, Function<Score, Object> value) {
        return scores.stream().map(value).map(Object::toString).toArray(String[]::new);
    }

    private Uni<Void> tell(Mutiny.Session session, List<Score> scores) {
        return Multi.createFrom()
                .iterable(scores)
                .onItem()
                .transformToUniAndConcatenate(score -> outbox.add(session, ScoreWire.recorded(score)))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    /** All scores of a call, newest first. */
    public Uni<List<Score>> of(Mutiny.Session session, WorkspaceId workspace, UUID callId) {
        return session.createSelectionQuery(
                        "from Score s where s.workspace = :workspace and s.callId = :call order by s.id desc",
                        Score.class)
                .setParameter("workspace", workspace.value())
                .setParameter("call", callId)
                .getResultList();
    }

    /**
     * Newest first.
     *
     * @param callId only of this call
     * @param scorer only of this scorer
     * @param after the last score of the page before
     */
    Uni<List<Score>> page(
            Mutiny.Session session,
            WorkspaceId workspace,
            @Nullable UUID callId,
            @Nullable String scorer,
            @Nullable UUID after,
            int limit) {
        return new Conditions()
                .and("s.workspace = :workspace", "workspace", workspace.value())
                .and("s.callId = :call", "call", callId)
                .and("s.scorer = :scorer", "scorer", scorer)
                .and("s.id < :after", "after", after)
                .select(session, Score.class, "from Score s", "s.id desc", limit)
                .getResultList();
    }
}
