package org.llmops.router.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmops.router.decision.Decision;
import org.llmops.router.decision.DecisionJson;
import org.llmops.router.decision.Directed;
import org.llmops.router.decision.PlannedStep;
import org.llmops.router.exchange.Destination;
import org.llmops.router.exchange.Exit;
import org.llmops.router.exchange.Step;
import org.llmops.router.exchange.Target;
import org.llmops.router.providers.Provider;
import org.llmops.router.routes.RouteVersion;
import org.llmops.router.routes.document.RouteTarget;
import org.llmops.router.snapshot.Configuration;

/** Reads what a client may write as a model: {@code route:<name>}, {@code <provider>/<model>} or a bare model. */
final class Destinations {
    static final String ROUTE = "route:";

    private Destinations() {}

    static Optional<RouteVersion> route(Configuration configuration, String model) {
        return model.startsWith(ROUTE) ? configuration.route(model.substring(ROUTE.length())) : Optional.empty();
    }

    /** The route a policy names, with or without the prefix that clients write. */
    static Optional<RouteVersion> directed(Configuration configuration, String name) {
        return configuration.route(name.startsWith(ROUTE) ? name.substring(ROUTE.length()) : name);
    }

    /** The model a client names itself. */
    static Optional<Target> model(Configuration configuration, String model) {
        return model.startsWith(ROUTE)
                ? Optional.empty()
                : qualified(configuration, model).or(() -> bare(configuration, model));
    }

    /** What a route's target is in a configuration; empty when it is not there any more. */
    static Optional<Target> target(Configuration configuration, RouteTarget target) {
        return configuration
                .provider(target.provider())
                .flatMap(provider -> provider.model(target.model())
                        .map(model -> new Target(provider, model, target.timeouts(), target.params())));
    }

    /** A decision in terms of a configuration, which has every target that the decision was allowed to take. */
    static Destination of(
            Configuration configuration, RouteVersion route, Decision decision, @Nullable Directed directed) {
        Map<RouteTarget, Target> known = new HashMap<>();
        List<Step> steps = new ArrayList<>(decision.steps().size());
        for (PlannedStep step : decision.steps()) {
            Target target = known.computeIfAbsent(step.target(), planned -> existing(configuration, planned));
            steps.add(new Step(
                    target,
                    step.exits().stream()
                            .map(exit -> new Exit(exit.on(), exit.to()))
                            .toList()));
        }
        List<Target> copies = decision.copies().stream()
                .map(copy -> existing(configuration, copy))
                .toList();
        return new Destination(
                route.name(),
                route.version(),
                decision.branch(),
                steps,
                copies,
                route.document().cache(),
                () -> DecisionJson.of(decision, directed));
    }

    private static Target existing(Configuration configuration, RouteTarget target) {
        return target(configuration, target).orElseThrow();
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
}
