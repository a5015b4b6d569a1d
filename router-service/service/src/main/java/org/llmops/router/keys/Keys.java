package org.llmops.router.keys;

import static org.llmops.router.RouterProblem.KEY_UNKNOWN;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.page.Cursor;
import org.llmops.platform.page.Page;

/** Every key of every workspace; revoked ones stay, so that it can be told whose calls were whose. */
@ApplicationScoped
public class Keys {
    private static final Instant END_OF_TIME = Instant.parse("9999-01-01T00:00:00Z");

    /** Of these workspaces, by workspace, for the snapshot. */
    public Uni<Map<String, List<KnownKey>>> inWorkspaces(Mutiny.Session session, List<String> workspaces) {
        return session.createQuery("from IssuedKey where workspace in (:workspaces)", IssuedKey.class)
                .setParameter("workspaces", workspaces)
                .getResultList()
                .map(keys -> keys.stream()
                        .collect(Collectors.groupingBy(
                                IssuedKey::workspace, Collectors.mapping(IssuedKey::known, Collectors.toList()))));
    }

    Uni<Void> add(Mutiny.Session session, IssuedKey key) {
        return session.persist(key);
    }

    Uni<IssuedKey> get(Mutiny.Session session, WorkspaceId workspace, String publicId) {
        return session.find(IssuedKey.class, new IssuedKey.Key(workspace.value(), publicId))
                .onItem()
                .ifNull()
                .failWith(() -> KEY_UNKNOWN.because("No key has the public id '" + publicId + "'"));
    }

    /** Newest first: public ids are random, so the time comes first. */
    Uni<Page<IssuedKey>> page(Mutiny.Session session, WorkspaceId workspace, KeyQuery query, Instant now) {
        List<String> after = query.page().after(2);
        return session.createSelectionQuery("""
                        from IssuedKey where workspace = :workspace
                        and (createdAt < :time or createdAt = :time and publicId < :id)
                        and (:app = '' or app = :app)
                        and (:state = ''
                            or :state = 'revoked' and revokedAt is not null
                            or :state = 'expired' and revokedAt is null and expiresAt <= :now
                            or :state = 'active' and revokedAt is null and (expiresAt is null or expiresAt > :now))
                        order by createdAt desc, publicId desc
                        """, IssuedKey.class)
                .setParameter("workspace", workspace.value())
                .setParameter("time", after.isEmpty() ? END_OF_TIME : Cursor.read(after.getFirst(), Instant::parse))
                .setParameter("id", after.isEmpty() ? "" : after.getLast())
                .setParameter("app", query.app())
                .setParameter("state", query.state())
                .setParameter("now", now)
                .setMaxResults(query.page().limitAndOneMore())
                .getResultList()
                .map(keys -> Page.of(
                        keys,
                        query.page().limit(),
                        key -> Cursor.encode(key.createdAt().toString(), key.publicId())));
    }

    /** A key that another instance is writing down right now is as good as written. */
    Uni<Integer> used(Mutiny.Session session, List<String> publicIds, Instant at) {
        return session.createNativeQuery("""
                        with used as (
                            select public_id from api_key
                            where public_id = any(:ids) and (last_used_at is null or last_used_at < :at)
                            order by public_id for update skip locked)
                        update api_key set last_used_at = :at from used where api_key.public_id = used.public_id
                        """)
                .setParameter("ids", publicIds.toArray(String[]::new))
                .setParameter("at", at)
                .executeUpdate();
    }
}
