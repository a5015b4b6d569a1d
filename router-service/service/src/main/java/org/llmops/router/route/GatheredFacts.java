package org.llmops.router.route;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.router.call.Dialects;
import org.llmops.router.complexity.Calibration;
import org.llmops.router.complexity.ComplexityScorer;
import org.llmops.router.decision.CallFacts;
import org.llmops.router.decision.Facts;
import org.llmops.router.decision.TargetFacts;
import org.llmops.router.decision.TokenPrice;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Futures;
import org.llmops.router.exchange.Target;
import org.llmops.router.health.TargetLoad;
import org.llmops.router.keys.AllowedModels;
import org.llmops.router.price.Quote;
import org.llmops.router.price.Quotes;
import org.llmops.router.providers.Capability;
import org.llmops.router.routes.RouteVersion;
import org.llmops.router.routes.document.RouteTarget;
import org.llmops.router.routes.document.Survey;

/** Gathers what a decision is made from: of everything only what the document looks at. */
@Singleton
class GatheredFacts {
    private static final Logger LOG = Logger.getLogger(GatheredFacts.class);

    /** Why a target is left out that the calling key may not use. */
    static final String NOT_ALLOWED = "is not among the key's allowed models";

    private final TargetLoad load;
    private final Quotes quotes;
    private final ComplexityScorer scorer;

    GatheredFacts(TargetLoad load, Quotes quotes, ComplexityScorer scorer) {
        this.load = load;
        this.quotes = quotes;
        this.scorer = scorer;
    }

    /** Only prices may have to be waited for, the first time they are asked for. */
    Future<Facts> of(Exchange exchange, RouteVersion route) {
        Survey survey = route.document().survey();
        return survey.ranksByCost()
                ? prices(exchange, survey).map(prices -> facts(exchange, route, prices))
                : Future.succeededFuture(facts(exchange, route, Map.of()));
    }

    private Facts facts(Exchange exchange, RouteVersion route, Map<String, TokenPrice> prices) {
        Survey survey = route.document().survey();
        CallFacts call = GatheredCall.of(exchange, survey.reads());
        Map<String, TargetFacts> targets = HashMap.newHashMap(survey.targets().size());
        survey.targets().forEach(target -> add(targets, exchange, call, exchange.allowedModels(), target, prices));
        // Nobody's key pays for a copy.
        survey.copies().forEach(target -> add(targets, exchange, call, AllowedModels.ALL, target, prices));
        return new Facts(
                route.name(),
                call,
                targets,
                survey.scoresComplexity() ? complexity(exchange) : null,
                UUID.fromString(exchange.callId()).getLeastSignificantBits());
    }

    private void add(
            Map<String, TargetFacts> targets,
            Exchange exchange,
            CallFacts call,
            AllowedModels allowed,
            RouteTarget named,
            Map<String, TokenPrice> prices) {
        String name = named.name();
        if (targets.containsKey(name)) {
            return;
        }
        Optional<Target> found = Destinations.target(exchange.configuration(), named);
        WorkspaceId workspace = exchange.caller().workspace();
        targets.put(
                name,
                new TargetFacts(
                        found.map(target -> barred(exchange, call, allowed, target))
                                .orElse("is gone"),
                        found.map(target -> target.model().contextWindow()).orElse(0L),
                        load.available(workspace, name),
                        load.latencyMs(workspace, name),
                        load.inFlight(workspace, name),
                        prices.get(name)));
    }

    private static String barred(Exchange exchange, CallFacts call, AllowedModels allowed, Target target) {
        if (!allowed.allowTarget(target.names())) {
            return NOT_ALLOWED;
        }
        if (!Dialects.of(target).can(exchange.operation(), target)) {
            return "cannot do " + exchange.operation().recordedName();
        }
        Set<Capability> lacking = target.model().lacks(call.needs());
        return lacking.isEmpty()
                ? ""
                : lacking.stream()
                        .map(need -> need.name().toLowerCase(Locale.ROOT))
                        .sorted()
                        .collect(Collectors.joining(", ", "lacks ", ""));
    }

    private Facts.@Nullable Complexity complexity(Exchange exchange) {
        String question = GatheredCall.question(exchange.body());
        if (question.isBlank()) {
            return null;
        }
        Calibration line = scorer.calibration();
        return new Facts.Complexity(line.version(), scorer.score(question), line.easyBelow(), line.hardFrom());
    }

    /** What nobody knows the price of is decided about without it. */
    private Future<Map<String, TokenPrice>> prices(Exchange exchange, Survey survey) {
        List<Uni<Void>> asked = new ArrayList<>();
        Map<String, TokenPrice> prices = new HashMap<>();
        for (RouteTarget named : survey.targets()) {
            Destinations.target(exchange.configuration(), named)
                    .ifPresent(target -> asked.add(quotes.quote(
                                    exchange.caller().workspace(),
                                    target.provider().priceBookProvider(),
                                    target.model().id())
                            .invoke(quote -> note(prices, named.name(), quote))
                            .replaceWithVoid()));
        }
        if (asked.isEmpty()) {
            return Future.succeededFuture(prices);
        }
        return Futures.on(exchange.context(), Uni.join().all(asked).andCollectFailures())
                .otherwise(failure -> {
                    LOG.warnf("Not every price is known to choose the cheapest: %s", failure.getMessage());
                    return List.of();
                })
                .map(known -> Map.copyOf(prices));
    }

    private static void note(Map<String, TokenPrice> prices, String name, Quote quote) {
        if (!quote.unpriced()) {
            synchronized (prices) {
                prices.put(
                        name,
                        new TokenPrice(quote.inputPerMillion(), quote.outputPerMillion()));
            }
        }
    }
}
