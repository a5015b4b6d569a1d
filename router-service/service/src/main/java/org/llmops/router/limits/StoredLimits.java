package org.llmops.router.limits;

import static org.llmops.router.RouterProblem.LIMIT_EXISTS;
import static org.llmops.router.RouterProblem.LIMIT_UNKNOWN;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.page.Cursor;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;

/** Every limit of every workspace. */
@ApplicationScoped
public class StoredLimits {
    /** Of these workspaces, by workspace, for the snapshot. */
    public Uni<Map<String, List<Limit>>> inWorkspaces(Mutiny.Session session, List<String> workspaces) {
        return session.createSelectionQuery(
                        "from StoredLimit where workspace in (:workspaces) order by id", StoredLimit.class)
                .setParameter("workspaces", workspaces)
                .getResultList()
                .map(limits -> limits.stream()
                        .collect(Collectors.groupingBy(
                                StoredLimit::workspace, Collectors.mapping(StoredLimit::limit, Collectors.toList()))));
    }

    Uni<StoredLimit> get(Mutiny.Session session, WorkspaceId workspace, String id) {
        return session.find(StoredLimit.class, new StoredLimit.Key(workspace.value(), id))
                .onItem()
                .ifNull()
                .failWith(() -> LIMIT_UNKNOWN.because("No limit has the id '" + id + "'"));
    }

    Uni<Void> add(Mutiny.Session session, StoredLimit limit) {
        return session.persist(limit);
    }

    Uni<Void> remove(Mutiny.Session session, StoredLimit limit) {
        return session.remove(limit);
    }

    /** Fails when another limit means the same: nobody could tell which of them counts. */
    Uni<Void> checkUnique(Mutiny.Session session, Caller caller, String id, LimitDefinition definition) {
        Duration window = definition.window();
        return session.createSelectionQuery("""
                        from StoredLimit where workspace = :workspace and id <> :id and scopeKind = :kind
                        and scopeValue = :value and unit = :unit and windowSeconds = :window
                        """, StoredLimit.class)
                .setParameter("workspace", caller.workspace().value())
                .setParameter("id", id)
                .setParameter("kind", definition.scope().kind())
                .setParameter("value", definition.scope().value())
                .setParameter("unit", definition.unit())
                .setParameter("window", window == null ? 0L : window.toSeconds())
                .getResultList()
                .invoke(same -> same.forEach(other -> {
                    throw LIMIT_EXISTS.at(
                            "scope", "Limit '" + other.id() + "' is for the same scope, unit and window: change that");
                }))
                .replaceWithVoid();
    }

    /** In the order they were created. */
    Uni<Page<StoredLimit>> page(Mutiny.Session session, WorkspaceId workspace, PageQuery page) {
        List<String> after = page.after(1);
        return session.createSelectionQuery(
                        "from StoredLimit where workspace = :workspace and id > :after order by id", StoredLimit.class)
                .setParameter("workspace", workspace.value())
                .setParameter("after", after.isEmpty() ? "" : after.getFirst())
                .setMaxResults(page.limitAndOneMore())
                .getResultList()
                .map(limits -> Page.of(limits, page.limit(), limit -> Cursor.encode(limit.id())));
    }
}
