package org.llmops.router.routes;

import static org.llmops.router.RouterProblem.CHANGED_MEANWHILE;
import static org.llmops.router.RouterProblem.ROUTE_IN_USE;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.outbox.Outbox;
import org.llmops.platform.outbox.OutgoingEvent;
import org.llmops.platform.store.Audit;
import org.llmops.router.changes.Changes;
import org.llmops.router.changes.RouteTopic;
import org.llmops.router.providers.StoredProviders;
import org.llmops.router.routes.document.RouteDocument;
import org.llmops.router.v1.RouteEvent;
import org.llmops.router.v1.RoutePublished;
import org.llmops.router.v1.RouteRemoved;

/** Publishes versions of routes, and decides which one is in force. */
@ApplicationScoped
class RoutePublishing {
    private final Changes changes;
    private final StoredRoutes routes;
    private final StoredProviders providers;
    private final Outbox outbox;
    private final Clock clock;

    RoutePublishing(Changes changes, StoredRoutes routes, StoredProviders providers, Outbox outbox, Clock clock) {
        this.changes = changes;
        this.routes = routes;
        this.providers = providers;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The new version is in force at once. */
    Uni<StoredVersion> publish(PublishRoute command) {
        Caller caller = command.caller();
        Audit audit = new Audit("route.version.publish", "routes/" + command.route());
        return changes.make(
                caller,
                audit,
                session -> checkTargets(session, caller, command.route(), command.document())
                        .chain(() -> routes.getOrNew(session, caller.workspace(), command.route()))
                        .map(route -> route.publish(command, now()))
                        .call(version -> routes.add(session, version))
                        .call(version -> outbox.add(session, published(caller, version))));
    }

    /**
     * Puts an existing version in force.
     *
     * @param ifCurrent the version that must be in force until then; empty: whichever
     */
    Uni<StoredVersion> move(Caller caller, String name, int to, OptionalInt ifCurrent) {
        Audit audit = new Audit("route.current.move", "routes/" + name + "/versions/" + to);
        return changes.make(
                caller,
                audit,
                session -> routes.get(session, caller.workspace(), name)
                        .invoke(route -> checkCurrent(route, ifCurrent))
                        .chain(route -> routes.version(session, route, to)
                                .call(version -> checkTargets(
                                        session, caller, name, version.text().parse()))
                                .invoke(version -> route.move(to, caller.subject(), now())))
                        .call(version -> outbox.add(session, published(caller, version))));
    }

    /**
     * Takes a route out of service. Its versions stay readable, as calls name them; refused while another route depends on
     * it.
     *
     * @param ifCurrent the version that must be in force until then; empty: whichever
     */
    Uni<Void> remove(Caller caller, String name, OptionalInt ifCurrent) {
        return changes.make(
                caller,
                new Audit("route.remove", "routes/" + name),
                session -> routes.get(session, caller.workspace(), name)
                        .invoke(route -> checkCurrent(route, ifCurrent))
                        .call(() ->
                                routes.inForce(session, caller.workspace()).invoke(others -> checkUnused(name, others)))
                        .invoke(route -> route.remove(caller.subject(), now()))
                        .call(route -> outbox.add(session, removed(caller, route)))
                        .replaceWithVoid());
    }

    private Uni<Void> checkTargets(Mutiny.Session session, Caller caller, String route, RouteDocument document) {
        return providers
                .models(session, caller.workspace())
                .chain(models -> routes.inForce(session, caller.workspace())
                        .map(versions ->
                                versions.stream().map(StoredVersion::name).collect(Collectors.toSet()))
                        .invoke(names -> new KnownTargets(models, names).check(route, document)))
                .replaceWithVoid();
    }

    private static void checkUnused(String name, List<StoredVersion> inForce) {
        inForce.stream()
                .filter(version -> version.text().embedsBy("route:" + name))
                .findFirst()
                .ifPresent(user -> {
                    throw ROUTE_IN_USE.because(
                            "Route '%s' finds similar questions by it: publish a version without it first"
                                    .formatted(user.name()));
                });
    }

    private static void checkCurrent(Route route, OptionalInt expected) {
        if (expected.isPresent() && expected.getAsInt() != route.currentVersion()) {
            throw CHANGED_MEANWHILE.because(
                    "Version " + route.currentVersion() + " is in force: read it again, and send its ETag as If-Match");
        }
    }

    private static OutgoingEvent published(Caller caller, StoredVersion version) {
        RoutePublished published = RoutePublished.newBuilder()
                .setName(version.name())
                .setVersion(version.version())
                .setPublishedBy(caller.subject())
                .build();
        return RouteTopic.event(
                caller.workspace(),
                "routes/" + version.name(),
                RouteEvent.newBuilder().setRoutePublished(published).build());
    }

    private static OutgoingEvent removed(Caller caller, Route route) {
        RouteRemoved removed = RouteRemoved.newBuilder()
                .setName(route.name())
                .setVersion(route.currentVersion())
                .setRemovedBy(caller.subject())
                .build();
        return RouteTopic.event(
                caller.workspace(),
                "routes/" + route.name(),
                RouteEvent.newBuilder().setRouteRemoved(removed).build());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
