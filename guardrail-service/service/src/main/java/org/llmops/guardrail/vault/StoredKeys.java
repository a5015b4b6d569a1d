package org.llmops.guardrail.vault;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.sealing.SealedSecret;

/** The secrets of all workspaces; but for re-sealing, no query here omits the workspace. */
@ApplicationScoped
class StoredKeys implements Resealable {
    /** The newest first. */
    Uni<List<StoredKey>> of(Mutiny.Session session, WorkspaceId workspace) {
        return session.createQuery(
                        "from StoredKey where key.workspace = :workspace order by key.generation desc", StoredKey.class)
                .setParameter("workspace", workspace.value())
                .getResultList();
    }

    /** Of two that come at once the first is kept. */
    Uni<Integer> add(Mutiny.Session session, WorkspaceId workspace, int generation, SealedSecret secret, Instant now) {
        return session.createNativeQuery("""
                        insert into workspace_key
                            (workspace, generation, sealed_key_id, sealed_key, sealed_text, created_at)
                        values (:workspace, :generation, :keyId, :wrapped, :sealed, :now)
                        on conflict (workspace, generation) do nothing
                        """)
                .setParameter("workspace", workspace.value())
                .setParameter("generation", generation)
                .setParameter("keyId", secret.keyId())
                .setParameter("wrapped", secret.wrappedKey())
                .setParameter("sealed", secret.sealed())
                .setParameter("now", now)
                .executeUpdate();
    }

    /** Keys of any workspace whose successor was made before a time, with when that was. */
    Uni<List<Former>> former(Mutiny.Session session, Instant replacedBefore) {
        return session.createNativeQuery("""
                        select former.workspace, former.generation, newer.created_at
                        from workspace_key former
                        join workspace_key newer
                            on newer.workspace = former.workspace and newer.generation = (
                                select min(later.generation) from workspace_key later
                                where later.workspace = former.workspace and later.generation > former.generation)
                        where newer.created_at < :before
                        order by former.workspace, former.generation
                        """, Object[].class)
                .setParameter("before", replacedBefore)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Former(
                                new WorkspaceId((String) row[0]), ((Number) row[1]).intValue(), instant(row[2])))
                        .toList());
    }

    private static Instant instant(Object time) {
        return time instanceof OffsetDateTime moment ? moment.toInstant() : (Instant) time;
    }

    Uni<Integer> remove(Mutiny.Session session, WorkspaceId workspace, int generation) {
        return session.createNativeQuery(
                        "delete from workspace_key where workspace = :workspace and generation = :generation")
                .setParameter("workspace", workspace.value())
                .setParameter("generation", generation)
                .executeUpdate();
    }

    /** A key that was replaced. */
    record Former(WorkspaceId workspace, int generation, Instant replacedAt) {}

    @Override
    public Uni<List<Secret>> notUnder(Mutiny.Session session, String keyId) {
        return session.createQuery("from StoredKey where sealedKeyId <> :key", StoredKey.class)
                .setParameter("key", keyId)
                .getResultList()
                .map(keys -> keys.stream().map(this::secret).toList());
    }

    private Secret secret(StoredKey key) {
        SealedSecret old = key.sealed();
        StoredKey.Key id = new StoredKey.Key(key.workspace().value(), key.generation());
        return new Secret(
                key.place(),
                old,
                (session, fresh) -> session.find(StoredKey.class, id)
                        .map(Optional::ofNullable)
                        .invoke(found -> found.ifPresent(now -> now.seal(old, fresh)))
                        .replaceWithVoid());
    }
}
