package org.llmops.eval.feedback;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.eval.Conditions;
import org.llmops.platform.identity.WorkspaceId;

/** The feedback of every workspace; no query here omits the workspace. */
@ApplicationScoped
public class Feedbacks {
    private static final int MEAN_DECIMALS = 6;

    /** More than anybody reads with a call; the rest is in the list of feedback. */
    private static final int SHOWN_WITH_CALL = 200;

    /** Adds feedback in the place of what the same giver said of the same before, and tells whether there was any. */
    Uni<Boolean> put(Mutiny.Session session, Feedback feedback) {
        return lockPlace(session, feedback)
                .chain(() -> replaceCurrent(session, feedback))
                .call(() -> session.persist(feedback))
                .map(replaced -> replaced > 0);
    }

    /** Lets a giver's feedback on a call queue up: the place is locked even while nothing is there. */
    private static Uni<String> lockPlace(Mutiny.Session session, Feedback feedback) {
        return session.createNativeQuery(
                        "select cast(pg_advisory_xact_lock(hashtextextended(:place, 0)) as text)", String.class)
                .setParameter(
                        "place",
                        String.join(
                                "/",
                                feedback.workspace(),
                                feedback.callId().toString(),
                                feedback.name(),
                                feedback.giverKind(),
                                feedback.givenBy()))
                .getSingleResult();
    }

    private static Uni<Integer> replaceCurrent(Mutiny.Session session, Feedback feedback) {
        return session.createMutationQuery("""
                        update Feedback f set f.replacedAt = :now
                        where f.workspace = :workspace and f.callId = :call and f.name = :name
                            and f.giverKind = :kind and f.givenBy = :giver and f.replacedAt is null
                        """)
                .setParameter("now", feedback.givenAt())
                .setParameter("workspace", feedback.workspace())
                .setParameter("call", feedback.callId())
                .setParameter("name", feedback.name())
                .setParameter("kind", feedback.giverKind())
                .setParameter("giver", feedback.givenBy())
                .executeUpdate();
    }

    /** What counts of the feedback on a call, newest first. */
    public Uni<List<FeedbackView>> of(Mutiny.Session session, WorkspaceId workspace, UUID callId) {
        return page(session, workspace, callId, null, false, null, SHOWN_WITH_CALL)
                .map(feedback -> feedback.stream().map(FeedbackView::of).toList());
    }

    /**
     * Newest first.
     *
     * @param callId only on this call
     * @param name only of this name
     * @param withReplaced also what its giver has replaced
     * @param after the last feedback of the page before
     */
    Uni<List<Feedback>> page(
            Mutiny.Session session,
            WorkspaceId workspace,
            @Nullable UUID callId,
            @Nullable String name,
            boolean withReplaced,
            @Nullable UUID after,
            int limit) {
        Conditions conditions = new Conditions()
                .and("f.workspace = :workspace", "workspace", workspace.value())
                .and("f.callId = :call", "call", callId)
                .and("f.name = :name", "name", name)
                .and("f.id < :after", "after", after);
        if (!withReplaced) {
            conditions.and("f.replacedAt is null", Map.of());
        }
        return conditions
                .select(session, Feedback.class, "from Feedback f", "f.id desc", limit)
                .getResultList();
    }

    /** What counts, summed up by call and then by name; calls without feedback are absent. */
    public Uni<Map<UUID, List<FeedbackSummary>>> summaries(
            Mutiny.Session session, WorkspaceId workspace, Collection<UUID> callIds) {
        if (callIds.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return session.createSelectionQuery("""
                        select f.callId, f.name, count(*), sum(f.value) from Feedback f
                        where f.workspace = :workspace and f.callId in :calls and f.replacedAt is null
                        group by f.callId, f.name order by f.name
                        """, Object[].class)
                .setParameter("workspace", workspace.value())
                .setParameter("calls", callIds)
                .getResultList()
                .map(rows -> rows.stream()
                        .collect(Collectors.groupingBy(
                                row -> (UUID) row[0], Collectors.mapping(Feedbacks::summary, Collectors.toList()))));
    }

    private static FeedbackSummary summary(Object[] row) {
        long count = (Long) row[2];
        BigDecimal mean = ((BigDecimal) row[3]).divide(BigDecimal.valueOf(count), MEAN_DECIMALS, RoundingMode.HALF_UP);
        return new FeedbackSummary((String) row[1], count, new FeedbackValue(mean).value());
    }
}
