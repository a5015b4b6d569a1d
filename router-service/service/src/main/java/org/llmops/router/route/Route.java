package org.llmops.router.route;

import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.llmops.router.call.Dialects;
import org.llmops.router.decision.Decider;
import org.llmops.router.decision.Decision;
import org.llmops.router.decision.Directed;
import org.llmops.router.decision.Facts;
import org.llmops.router.exchange.Destination;
import org.llmops.router.exchange.Detour;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Progress;
import org.llmops.router.exchange.Stage;
import org.llmops.router.exchange.Step;
import org.llmops.router.exchange.Target;
import org.llmops.router.keys.AllowedModels;
import org.llmops.router.providers.Provider;
import org.llmops.router.providers.ProviderModel;
import org.llmops.router.refusal.RefusalReason;
import org.llmops.router.routes.RouteVersion;
import org.llmops.router.v1.RouteTaken;

/** Decides where a call may go. */
@Singleton
public class Route implements Stage {
    private static final String PROVIDER_HEADER = "x-llmops-provider";

    private final GatheredFacts facts;

    Route(GatheredFacts facts) {
        this.facts = facts;
    }

    @Override
    public Future<Progress> apply(Exchange exchange) {
        if (exchange.operation().isOfProvider()) {
            return toProvider(exchange);
        }
        @Nullable String model = exchange.body().model();
        if (model == null || model.isEmpty()) {
            return Progress.refused(
                    RefusalReason.PARAMETER_MISSING.at("model", "Missing required parameter: 'model'."));
        }
        exchange.story().setRequestedModel(model);
        Optional<RouteVersion> route = Destinations.route(exchange.configuration(), model);
        if (route.isPresent() && !exchange.allowedModels().allow(List.of(model))) {
            // What a route leads to is nobody's business who may not take it.
            return unknown(model);
        }
        if (route.isPresent()) {
            return facts.of(exchange, route.get()).compose(known -> decide(exchange, model, route.get(), known));
        }
        Optional<Target> target = Destinations.model(exchange.configuration(), model);
        return target.isPresent() ? direct(exchange, model, target.get()) : unknown(model);
    }

    /** Files and batches lie with one provider: the one that is named, or else the first that has such things. */
    private static Future<Progress> toProvider(Exchange exchange) {
        String named = exchange.headers().get(PROVIDER_HEADER);
        for (Provider provider : exchange.configuration().providers()) {
            Target target =
                    new Target(provider, new ProviderModel(exchange.operation().recordedName(), 0, 0));
            if ((named == null || named.equals(provider.name()))
                    && Dialects.of(target).can(exchange.operation(), target)) {
                return take(exchange, directly(exchange, target, null));
            }
        }
        return Progress.refused(RefusalReason.MODEL_UNKNOWN.at(
                PROVIDER_HEADER,
                (named == null ? "No provider of yours" : "No provider '" + named + "' of yours") + " serves "
                        + exchange.operation().recordedName() + "."));
    }

    private static Future<Progress> decide(Exchange exchange, String model, RouteVersion route, Facts known) {
        Decision decision = Decider.decide(route.document(), route.version(), known);
        return decision.steps().isEmpty()
                ? nowhere(exchange, model, decision)
                : take(exchange, Destinations.of(exchange.configuration(), route, decision, null));
    }

    /** What the client names itself is asked, whatever is known of it. */
    private static Future<Progress> direct(Exchange exchange, String model, Target target) {
        if (!Dialects.of(target).can(exchange.operation(), target)) {
            return cannot(model, "be used for " + exchange.operation().recordedName() + ".");
        }
        return take(exchange, directly(exchange, target, null));
    }

    /**
     * Sends a call where a policy wants it, and nowhere else. The policy is its operator's word: what the key may call is
     * not asked any more, and what it leads to is not the caller's to name.
     */
    public Future<Progress> instead(Exchange exchange, Detour detour) {
        exchange.allowedModels(AllowedModels.ALL);
        Optional<RouteVersion> route = Destinations.directed(exchange.configuration(), detour.to());
        if (route.isPresent()) {
            return facts.of(exchange, route.get()).compose(known -> instead(exchange, detour, route.get(), known));
        }
        return Destinations.model(exchange.configuration(), detour.to())
                .filter(target -> Dialects.of(target).can(exchange.operation(), target))
                .map(target -> take(exchange, directly(exchange, target, detour.why())))
                .orElseGet(() -> noWay(detour));
    }

    private static Future<Progress> instead(Exchange exchange, Detour detour, RouteVersion route, Facts known) {
        Decision decision = Decider.decide(route.document(), route.version(), known);
        return decision.steps().isEmpty()
                ? noWay(detour)
                : take(exchange, Destinations.of(exchange.configuration(), route, decision, detour.why()));
    }

    private static Future<Progress> noWay(Detour detour) {
        return Progress.refused(
                RefusalReason.INPUT_BLOCKED.because("Your request was blocked by your organisation's policy ("
                        + detour.why().rule() + "), which wants it answered by a route that cannot take it."));
    }

    private static Destination directly(Exchange exchange, Target target, @Nullable Directed directed) {
        return new Destination(
                "",
                0,
                "",
                List.of(new Step(target, List.of())),
                List.of(),
                null,
                () -> DirectDecision.json(exchange, target, directed));
    }

    private static Future<Progress> take(Exchange exchange, Destination destination) {
        exchange.destination(destination);
        exchange.story()
                .setRoute(RouteTaken.newBuilder().setName(destination.route()).setVersion(destination.version()));
        return Progress.ONWARD;
    }

    private static Future<Progress> nowhere(Exchange exchange, String model, Decision decision) {
        if (decision.filtered().stream().anyMatch(left -> left.why().equals(GatheredFacts.NOT_ALLOWED))) {
            return Progress.refused(RefusalReason.CALLER_FORBIDDEN.at(
                    "model",
                    "The model `" + model + "` leads to no model that this key may use: its allowed models are "
                            + String.join(", ", exchange.allowedModels().patterns()) + "."));
        }
        return cannot(
                model,
                decision.filtered().isEmpty()
                        ? "take this request: none of its cases holds for it."
                        : "take this request: "
                                + decision.filtered().stream()
                                        .map(left -> left.target() + " " + left.why())
                                        .distinct()
                                        .collect(Collectors.joining(", "))
                                + ".");
    }

    private static Future<Progress> cannot(String model, String what) {
        return Progress.refused(RefusalReason.REQUEST_INVALID.at("model", "The model `" + model + "` cannot " + what));
    }

    private static Future<Progress> unknown(String model) {
        return Progress.refused(RefusalReason.MODEL_UNKNOWN.at(
                "model", "The model `" + model + "` does not exist or you do not have access to it."));
    }
}
