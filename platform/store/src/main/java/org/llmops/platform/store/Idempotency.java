package org.llmops.platform.store;

import io.quarkus.arc.Arc;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.problem.RequestProblem;

/** Lets a mutation that carries an Idempotency-Key happen once, however often it is sent. */
@ApplicationScoped
class Idempotency {
    /** Keys are remembered for a day: long enough for every retry, short enough to stay small. */
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private final IdempotentRequest request;

    Idempotency(IdempotentRequest request) {
        this.request = request;
    }

    /** Writes the key in the mutation's own transaction; a second writer waits for the first and then fails. */
    Uni<Void> claim(Mutiny.Session session, WorkspaceId workspace, Instant now) {
        if (!Arc.container().requestContext().isActive() || request.key() == null || request.workspace() != null) {
            return Uni.createFrom().voidItem();
        }
        return session.createNativeQuery("""
                        insert into idempotency_key (workspace, key, fingerprint, created_at)
                        values (:workspace, :key, :fingerprint, :now)
                        on conflict do nothing
                        """)
                .setParameter("workspace", workspace.value())
                .setParameter("key", request.key())
                .setParameter("fingerprint", request.fingerprint())
                .setParameter("now", now)
                .executeUpdate()
                .invoke(claimed -> {
                    if (claimed == 0) {
                        throw RequestProblem.IDEMPOTENCY_KEY_BUSY.because(
                                "It is being handled, or its answer was lost: read the resource to see what it did");
                    }
                    request.claimedIn(workspace.value());
                })
                .replaceWithVoid();
    }

    Uni<Optional<KeptAnswer>> find(Mutiny.Session session, WorkspaceId workspace, String key) {
        return session.createNativeQuery("""
                        select fingerprint, status, headers, body
                        from idempotency_key where workspace = :workspace and key = :key
                        """, Object[].class)
                .setParameter("workspace", workspace.value())
                .setParameter("key", key)
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row)
                        .map(kept -> new KeptAnswer(
                                (String) kept[0], (Integer) kept[1], (String) kept[2], (String) kept[3])));
    }

    Uni<Void> keep(Mutiny.Session session, WorkspaceId workspace, String key, KeptAnswer answer) {
        return session.createNativeQuery("""
                        update idempotency_key set status = :status, headers = :headers, body = :body
                        where workspace = :workspace and key = :key and fingerprint = :fingerprint
                        """)
                .setParameter("status", answer.status())
                .setParameter("headers", answer.headers())
                .setParameter("body", answer.body())
                .setParameter("workspace", workspace.value())
                .setParameter("key", key)
                .setParameter("fingerprint", answer.fingerprint())
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Forgets keys that are too old for any retry. */
    Uni<Integer> forget(Mutiny.Session session, Instant now) {
        return session.createNativeQuery("delete from idempotency_key where created_at < :before")
                .setParameter("before", now.minus(REMEMBERED))
                .executeUpdate();
    }
}
