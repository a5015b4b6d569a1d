package org.llmops.router.routes;

import static org.llmops.router.RouterProblem.ROUTE_UNKNOWN;
import static org.llmops.router.RouterProblem.ROUTE_VERSION_UNKNOWN;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.page.Cursor;
import org.llmops.platform.page.NumberCursor;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;
import org.llmops.router.providers.ProviderUse;
import org.llmops.router.providers.ProviderUses;
import org.llmops.router.routes.document.DocumentText;

/** Every route of every workspace, and all their versions. */
@ApplicationScoped
public class StoredRoutes implements ProviderUses {
    private static final String IN_FORCE = """
            from Route r join StoredVersion v
            on v.workspace = r.workspace and v.name = r.name and v.version = r.currentVersion
            where r.removedAt is null
            """;

    /** The versions in force in these workspaces, by workspace, for the snapshot. */
    public Uni<Map<String, List<PublishedRoute>>> inWorkspaces(Mutiny.Session session, List<String> workspaces) {
        return session.createSelectionQuery(
                        "select v " + IN_FORCE + " and r.workspace in (:workspaces) order by r.name",
                        StoredVersion.class)
                .setParameter("workspaces", workspaces)
                .getResultList()
                .map(versions -> versions.stream()
                        .collect(Collectors.groupingBy(
                                StoredVersion::workspace,
                                Collectors.mapping(PublishedRoute::new, Collectors.toList()))));
    }

    @Override
    public Uni<List<ProviderUse>> of(Mutiny.Session session, WorkspaceId workspace, String provider) {
        return inForce(session, workspace)
                .map(versions -> versions.stream()
                        .flatMap(version -> version.targets().stream()
                                .filter(target -> target.provider().equals(provider))
                                .map(target -> new ProviderUse(version.name(), target.model())))
                        .toList());
    }

    /** The versions in force, by name. */
    Uni<List<StoredVersion>> inForce(Mutiny.Session session, WorkspaceId workspace) {
        return session.createSelectionQuery(
                        "select v " + IN_FORCE + " and r.workspace = :workspace order by r.name", StoredVersion.class)
                .setParameter("workspace", workspace.value())
                .getResultList();
    }

    /** A new one when there is none of that name. */
    Uni<Route> getOrNew(Mutiny.Session session, WorkspaceId workspace, String name) {
        return session.find(Route.class, new Route.Key(workspace.value(), name))
                .onItem()
                .ifNull()
                .switchTo(() -> {
                    Route route = new Route(workspace, name);
                    return session.persist(route).replaceWith(route);
                });
    }

    Uni<Route> get(Mutiny.Session session, WorkspaceId workspace, String name) {
        return getEvenRemoved(session, workspace, name).invoke(route -> {
            if (route.isRemoved()) {
                throw ROUTE_UNKNOWN.because("Route '" + name + "' was removed: publish a version to have it again");
            }
        });
    }

    /** For what stays readable: calls name the versions they were made by. */
    Uni<Route> getEvenRemoved(Mutiny.Session session, WorkspaceId workspace, String name) {
        return session.find(Route.class, new Route.Key(workspace.value(), name))
                .onItem()
                .ifNull()
                .failWith(() -> ROUTE_UNKNOWN.because("No route is called '" + name + "'"));
    }

    /** The document of a version, whether the route was removed or not. */
    public Uni<DocumentText> document(Mutiny.Session session, WorkspaceId workspace, String name, int version) {
        return getEvenRemoved(session, workspace, name)
                .chain(route -> version(session, route, version))
                .map(StoredVersion::text);
    }

    /** The number of the version in force. */
    public Uni<Integer> current(Mutiny.Session session, WorkspaceId workspace, String name) {
        return get(session, workspace, name).map(Route::currentVersion);
    }

    /** Flushed first, so that the route it belongs to is there. */
    Uni<Void> add(Mutiny.Session session, StoredVersion version) {
        return session.flush().chain(() -> session.persist(version));
    }

    Uni<StoredVersion> version(Mutiny.Session session, Route route, int version) {
        return session.find(StoredVersion.class, new StoredVersion.Key(route.workspace(), route.name(), version))
                .onItem()
                .ifNull()
                .failWith(() -> ROUTE_VERSION_UNKNOWN.because("Route '%s' has versions 1 to %d, and no %d"
                        .formatted(route.name(), route.latestVersion(), version)));
    }

    /** By name, each with the version in force. */
    Uni<Page<RouteInForce>> page(Mutiny.Session session, WorkspaceId workspace, PageQuery page) {
        List<String> after = page.after(1);
        return session.createSelectionQuery(
                        "select r, v " + IN_FORCE + " and r.workspace = :workspace and r.name > :after order by r.name",
                        Object[].class)
                .setParameter("workspace", workspace.value())
                .setParameter("after", after.isEmpty() ? "" : after.getFirst())
                .setMaxResults(page.limitAndOneMore())
                .getResultList()
                .map(rows -> Page.of(
                        rows.stream().map(RouteInForce::of).toList(),
                        page.limit(),
                        found -> Cursor.encode(found.route().name())));
    }

    /** Newest first. */
    Uni<Page<StoredVersion>> versions(Mutiny.Session session, Route route, PageQuery page) {
        return session.createSelectionQuery("""
                        from StoredVersion where workspace = :workspace and name = :name and version < :before
                        order by version desc
                        """, StoredVersion.class)
                .setParameter("workspace", route.workspace())
                .setParameter("name", route.name())
                .setParameter("before", NumberCursor.before(page))
                .setMaxResults(page.limitAndOneMore())
                .getResultList()
                .map(versions -> Page.of(versions, page.limit(), version -> NumberCursor.after(version.version())));
    }

    /** A route with its version in force. */
    record RouteInForce(Route route, StoredVersion version) {
        private static RouteInForce of(Object[] row) {
            return new RouteInForce((Route) row[0], (StoredVersion) row[1]);
        }
    }
}
