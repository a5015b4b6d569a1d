package org.llmops.eval.calllog;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.eval.EvalProblem;
import org.llmops.platform.identity.WorkspaceId;

/** The calls of every workspace; no query here omits the workspace. */
@ApplicationScoped
public class CallLog {
    /** Fails with CALL_UNKNOWN for calls of other workspaces, too. */
    public Uni<LoggedCall> get(Mutiny.Session session, WorkspaceId workspace, UUID callId) {
        return startedAt(session, workspace, callId)
                .chain(found -> found.map(startedAt -> session.find(
                                LoggedCall.class, new LoggedCall.Key(workspace.value(), startedAt, callId)))
                        .orElseThrow(() -> unknown(callId)))
                // Its day was dropped a moment ago.
                .onItem()
                .ifNull()
                .failWith(() -> unknown(callId));
    }

    /** Whether the call's record has arrived. */
    public Uni<Boolean> has(Mutiny.Session session, WorkspaceId workspace, UUID callId) {
        return startedAt(session, workspace, callId).map(Optional::isPresent);
    }

    /** Newest first. */
    public Uni<List<LoggedCall>> page(
            Mutiny.Session session, WorkspaceId workspace, CallFilter filter, @Nullable CallPosition after, int limit) {
        return CallQuery.conditions(workspace, filter, after)
                .select(session, LoggedCall.class, "from LoggedCall c", "c.startedAt desc, c.callId desc", limit)
                .getResultList();
    }

    /** The problem of a call that the caller cannot see, for whichever reason. */
    public static RuntimeException unknown(UUID callId) {
        return EvalProblem.CALL_UNKNOWN.because(
                "No call has the id " + callId + "; a new one may take a second to arrive");
    }

    private static Uni<Optional<Instant>> startedAt(Mutiny.Session session, WorkspaceId workspace, UUID callId) {
        return session.createNativeQuery(
                        "select started_at from call_id where workspace = :workspace and call_id = :call",
                        Instant.class)
                .setParameter("workspace", workspace.value())
                .setParameter("call", callId)
                .getSingleResultOrNull()
                .map(Optional::ofNullable);
    }
}
