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
import org.llmops.platform.page.PageQuery;

/** Every key of every workspace; revoked ones stay, so that it can be told whose calls were whose. */
@ApplicationScoped
public class Keys {
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
    Uni<Page<IssuedKey>> page(Mutiny.Session session, WorkspaceId workspace, PageQuery page) {
        List<String> after = page.after(2);
        Mutiny.SelectionQuery<IssuedKey> query = after.isEmpty()
                ? session.createSelectionQuery(
                        "from IssuedKey where workspace = :workspace order by createdAt desc, publicId desc",
                        IssuedKey.class)
                : session.createSelectionQuery("""
                                from IssuedKey where workspace = :workspace
                                and (createdAt < :time or createdAt = :time and publicId < :id)
                                order by createdAt desc, publicId desc
                                """, IssuedKey.class)
                        .setParameter("time", Cursor.read(after.getFirst(), Instant::parse))
                        .setParameter("id", after.getLast());
        return query.setParameter("workspace", workspace.value())
                .setMaxResults(page.limitAndOneMore())
                .getResultList()
                .map(keys -> Page.of(
                        keys, page.limit(), key -> Cursor.encode(key.createdAt().toString(), key.publicId())));
    }
}
