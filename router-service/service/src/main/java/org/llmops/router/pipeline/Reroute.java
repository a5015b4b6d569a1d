package org.llmops.router.pipeline;

import io.vertx.core.Future;
import jakarta.inject.Singleton;
import org.llmops.router.admit.Allow;
import org.llmops.router.exchange.Destination;
import org.llmops.router.exchange.Detour;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Progress;
import org.llmops.router.exchange.Stage;
import org.llmops.router.route.Route;
import org.llmops.router.screen.ScreenInput;

/**
 * Goes where a policy sends the call: once, within the limits of the new way, and shown to the policies of both. A call
 * that no policy sends anywhere passes at once.
 */
@Singleton
class Reroute implements Stage {
    private final Route route;
    private final Allow allow;
    private final ScreenInput screenInput;

    Reroute(Route route, Allow allow, ScreenInput screenInput) {
        this.route = route;
        this.allow = allow;
        this.screenInput = screenInput;
    }

    @Override
    public Future<Progress> apply(Exchange exchange) {
        Detour detour = exchange.screening().detour();
        if (detour == null) {
            return Progress.ONWARD;
        }
        Destination left = exchange.destination();
        return route.instead(exchange, detour)
                .compose(taken -> onward(taken) ? allow.elsewhere(exchange, left) : Future.succeededFuture(taken))
                .compose(allowed -> onward(allowed) ? screenInput.apply(exchange) : Future.succeededFuture(allowed));
    }

    private static boolean onward(Progress progress) {
        return progress instanceof Progress.Onward;
    }
}
