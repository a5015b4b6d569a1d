package org.llmops.guardrail.vault;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.sealing.SealedSecret;

/** The secrets of all workspaces; but for re-sealing, no query here omits the workspace. */
@ApplicationScoped
class StoredKeys implements Resealable {
    Uni<Optional<StoredKey>> find(Mutiny.Session session, WorkspaceId workspace) {
        return session.find(StoredKey.class, workspace.value()).map(Optional::ofNullable);
    }

    /** Of two that come at once the first is kept. */
    Uni<Integer> add(Mutiny.Session session, WorkspaceId workspace, SealedSecret secret, Instant now) {
        return session.createNativeQuery("""
                        insert into workspace_key (workspace, sealed_key_id, sealed_key, sealed_text, created_at)
                        values (:workspace, :keyId, :wrapped, :sealed, :now)
                        on conflict (workspace) do nothing
                        """)
                .setParameter("workspace", workspace.value())
                .setParameter("keyId", secret.keyId())
                .setParameter("wrapped", secret.wrappedKey())
                .setParameter("sealed", secret.sealed())
                .setParameter("now", now)
                .executeUpdate();
    }

    @Override
    public Uni<List<Secret>> notUnder(Mutiny.Session session, String keyId) {
        return session.createQuery("from StoredKey where sealedKeyId <> :key", StoredKey.class)
                .setParameter("key", keyId)
                .getResultList()
                .map(keys -> keys.stream().map(this::secret).toList());
    }

    private Secret secret(StoredKey key) {
        SealedSecret old = key.sealed();
        WorkspaceId workspace = key.workspace();
        return new Secret(
                StoredKey.place(workspace),
                old,
                (session, fresh) -> find(session, workspace)
                        .invoke(found -> found.ifPresent(now -> now.seal(old, fresh)))
                        .replaceWithVoid());
    }
}
