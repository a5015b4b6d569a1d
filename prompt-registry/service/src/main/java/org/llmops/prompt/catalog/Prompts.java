package org.llmops.prompt.catalog;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.problem.Problem;
import org.llmops.prompt.PromptProblem;

/** Every prompt of every workspace; no query here omits the workspace. */
@ApplicationScoped
public class Prompts {
    public Uni<Prompt> find(Mutiny.Session session, WorkspaceId workspace, PromptName name) {
        return session.find(Prompt.class, new Prompt.Key(workspace.value(), name.value()))
                .onItem()
                .ifNull()
                .failWith(() -> unknown(name));
    }

    /** Locks the row until the transaction ends, so that writers queue up instead of skipping or sharing a number. */
    public Uni<Prompt> lock(Mutiny.Session session, WorkspaceId workspace, PromptName name) {
        return session.find(
                        Prompt.class, new Prompt.Key(workspace.value(), name.value()), LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNull()
                .failWith(() -> unknown(name));
    }

    /** Locks the prompt after creating it if need be. Of two that create it at once, one waits and finds it there. */
    public Uni<Prompt> lockOrAdd(
            Mutiny.Session session, WorkspaceId workspace, PromptName name, PromptKind kind, String by, Instant now) {
        return session.createNativeQuery("""
                        insert into prompt
                            (workspace, name, kind, latest_version, label_moves, created_by, created_at, published_at)
                        values (:workspace, :name, :kind, 0, 0, :by, :now, :now)
                        on conflict do nothing
                        """)
                .setParameter("workspace", workspace.value())
                .setParameter("name", name.value())
                .setParameter("kind", kind.name())
                .setParameter("by", by)
                .setParameter("now", now)
                .executeUpdate()
                .chain(() -> lock(session, workspace, name));
    }

    private static Problem unknown(PromptName name) {
        return PromptProblem.PROMPT_UNKNOWN.because("No prompt is called '%s'".formatted(name));
    }
}
