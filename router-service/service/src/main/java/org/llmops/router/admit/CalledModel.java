package org.llmops.router.admit;

import java.util.Set;
import org.llmops.router.exchange.Destination;
import org.llmops.router.exchange.Target;

/**
 * What a call is for.
 *
 * @param name one for all calls to the same model or route
 * @param names all it may be called by
 */
record CalledModel(String name, Set<String> names) {
    static CalledModel of(Destination destination) {
        if (!destination.route().isEmpty()) {
            String route = "route:" + destination.route();
            return new CalledModel(route, Set.of(route));
        }
        Target target = destination.steps().getFirst().target();
        return new CalledModel(target.name(), target.names());
    }
}
