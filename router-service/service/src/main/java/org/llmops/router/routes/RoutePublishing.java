package org.llmops.router.routes;

import static org.llmops.router.RouterProblem.CHANGED_MEANWHILE;
import static org.llmops.router.RouterProblem.ROUTE_TARGET_UNKNOWN;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.outbox.Outbox;
import org.llmops.platform.outbox.OutgoingEvent;
import org.llmops.platform.store.Audit;
import org.llmops.router.changes.Changes;
import org.llmops.router.changes.RouteTopic;
import org.llmops.router.providers.ProviderModel;
import org.llmops.router.providers.StoredProviders;
import org.llmops.router.v1.RouteEvent;
import org.llmops.router.v1.RoutePublished;

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
                session -> checkTargets(session, caller, command.targets())
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
                                .call(version -> checkTargets(session, caller, version.targets()))
                                .invoke(version -> route.move(to, caller.subject(), now())))
                        .call(version -> outbox.add(session, published(caller, version))));
    }

    private Uni<Void> checkTargets(Mutiny.Session session, Caller caller, List<RouteTarget> targets) {
        return providers
                .models(session, caller.workspace())
                .invoke(models -> check(targets, models))
                .replaceWithVoid();
    }

    private static void check(List<RouteTarget> targets, Map<String, List<ProviderModel>> modelsOf) {
        for (int i = 0; i < targets.size(); i++) {
            RouteTarget target = targets.get(i);
            List<ProviderModel> models = modelsOf.get(target.provider());
            if (models == null) {
                throw ROUTE_TARGET_UNKNOWN.at(
                        "targets[" + i + "].provider", "No provider is called '" + target.provider() + "'");
            }
            if (models.stream().noneMatch(model -> model.id().equals(target.model()))) {
                throw ROUTE_TARGET_UNKNOWN.at(
                        "targets[" + i + "].model",
                        "Provider '%s' has no model '%s'".formatted(target.provider(), target.model()));
            }
        }
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

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
