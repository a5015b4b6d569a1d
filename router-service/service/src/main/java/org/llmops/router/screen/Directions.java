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
        Destination now = exchange.destination();
        return directives.stream()
                .filter(directive -> directive.getAction() == Action.ACTION_ROUTE)
                .findFirst()
                .filter(directive -> !leads(now, directive.getDetail()))
                .map(directive -> new Detour(
                        directive.getDetail(),
                        new Directed(now.route(), policy.getName(), policy.getVersion(), directive.getRuleId())));
    }

    private static boolean leads(Destination destination, String name) {
        return destination.route().isEmpty()
                ? destination.steps().getFirst().target().names().contains(name)
                : destination.route().equals(name.startsWith(ROUTE) ? name.substring(ROUTE.length()) : name);
    }
}
