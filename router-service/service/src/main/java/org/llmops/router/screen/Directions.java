package org.llmops.router.screen;

import java.util.List;
import java.util.Optional;
import org.llmops.guardrail.v1.Action;
import org.llmops.guardrail.v1.Directive;
import org.llmops.guardrail.v1.PolicyRef;
import org.llmops.router.decision.Directed;
import org.llmops.router.exchange.Destination;
import org.llmops.router.exchange.Detour;
import org.llmops.router.exchange.Exchange;

/** Where policies send a call. */
final class Directions {
    private static final String ROUTE = "route:";

    private Directions() {}

    /** Whether the router can take another way with such a call: files lie where they lie. */
    static boolean mayFollow(Exchange exchange) {
        return !exchange.operation().isOfProvider();
    }

    /** Where the call has to go instead of where it goes; empty: nowhere. */
    static Optional<Detour> elsewhere(Exchange exchange, List<Directive> directives, PolicyRef policy) {
        if (directives.isEmpty()) {
            return Optional.empty();
        }
        return directives.stream()
                .filter(directive -> directive.getAction() == Action.ACTION_ROUTE)
                .findFirst()
                .filter(directive -> !isThere(exchange, directive.getDetail()))
                .map(directive -> new Detour(
                        directive.getDetail(),
                        new Directed(
                                exchange.destination().route(),
                                policy.getName(),
                                policy.getVersion(),
                                directive.getRuleId())));
    }

    /** A route of that name comes before a model. */
    private static boolean isThere(Exchange exchange, String name) {
        Destination now = exchange.destination();
        String route = name.startsWith(ROUTE) ? name.substring(ROUTE.length()) : name;
        return exchange.configuration().route(route).isPresent()
                ? now.route().equals(route)
                : now.route().isEmpty()
                        && now.steps().getFirst().target().names().contains(name);
    }
}
