package org.llmops.router.route;

import java.util.List;
import java.util.Optional;
import org.llmops.router.cache.CachePolicy;
import org.llmops.router.exchange.Destination;
import org.llmops.router.exchange.FallbackRule;
import org.llmops.router.exchange.Step;
import org.llmops.router.exchange.Target;
import org.llmops.router.providers.Provider;
import org.llmops.router.providers.Timeouts;
import org.llmops.router.routes.RouteTarget;
import org.llmops.router.routes.RouteVersion;
import org.llmops.router.snapshot.Configuration;

/** Reads what a client may write as a model: {@code route:<name>}, {@code <provider>/<model>} or a bare model. */
final class Destinations {
    static final String ROUTE = "route:";

    private Destinations() {}

    static Optional<Destination> of(Configuration configuration, String model) {
        if (model.startsWith(ROUTE)) {
            return configuration.route(model.substring(ROUTE.length())).map(route -> viaRoute(configuration, route));
        }
        return qualified(configuration, model)
                .or(() -> bare(configuration, model))
                .map(Destinations::direct);
    }

    private static Destination viaRoute(Configuration configuration, RouteVersion route) {
        List<Step> steps = route.targets().stream()
                .flatMap(target -> target(configuration, target).stream())
                .map(target -> new Step(target, FallbackRule.DEFAULT))
                .toList();
        CachePolicy cache = route.cacheTtl() == null ? null : CachePolicy.exact(route.cacheTtl());
        return new Destination(route.name(), route.version(), steps, cache);
    }

    private static Optional<Target> target(Configuration configuration, RouteTarget target) {
        return configuration
                .provider(target.provider())
                .flatMap(provider ->
                        provider.model(target.model()).map(model -> new Target(provider, model, Timeouts.total(target.timeout()))));
    }

    /** Model names may hold slashes themselves, so only the first can end a provider's name. */
    private static Optional<Target> qualified(Configuration configuration, String model) {
        int slash = model.indexOf('/');
        return slash < 0
                ? Optional.empty()
                : configuration
                        .provider(model.substring(0, slash))
                        .flatMap(provider -> serving(provider, model.substring(slash + 1)));
    }

    private static Optional<Target> bare(Configuration configuration, String model) {
        for (Provider provider : configuration.providers()) {
            Optional<Target> target = serving(provider, model);
            if (target.isPresent()) {
                return target;
            }
        }
        return Optional.empty();
    }

    private static Optional<Target> serving(Provider provider, String model) {
        return provider.model(model).map(known -> new Target(provider, known));
    }

    private static Destination direct(Target target) {
        return new Destination("", 0, List.of(new Step(target, FallbackRule.DEFAULT)), null);
    }
}
