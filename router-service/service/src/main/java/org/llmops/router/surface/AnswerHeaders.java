package org.llmops.router.surface;

import io.vertx.core.http.HttpServerResponse;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Refusal;
import org.llmops.router.settle.Spending;
import org.llmops.router.v1.RouteTaken;

/** What every answer says about itself beside its body. */
final class AnswerHeaders {
    static final String COST = "x-llmops-cost-usd";

    private AnswerHeaders() {}

    static void begin(Exchange exchange) {
        HttpServerResponse response = exchange.http().response();
        response.putHeader("x-llmops-call-id", exchange.callId())
                .putHeader("x-llmops-overhead-ms", overheadMs(exchange));
        if (exchange.story().hasCache()) {
            response.putHeader("x-llmops-cache", exchange.story().getCache().getStatus());
        }
        RouteTaken route = exchange.story().getRoute();
        if (!route.getTarget().isEmpty()) {
            response.putHeader("x-llmops-model", route.getTarget());
        }
        if (exchange.story().hasPrompt()) {
            response.putHeader(
                    "x-llmops-prompt-version",
                    Integer.toString(exchange.story().getPrompt().getVersion()));
        }
    }

    static void cost(Exchange exchange) {
        exchange.http().response().putHeader(COST, Spending.of(exchange).cost().toString());
    }

    static void refusal(Exchange exchange, Refusal refusal) {
        begin(exchange);
        if (refusal.retryAfter() != null) {
            long seconds = Math.max(1, (refusal.retryAfter().toMillis() + 999) / 1_000);
            exchange.http().response().putHeader("Retry-After", Long.toString(seconds));
        }
    }

    private static String overheadMs(Exchange exchange) {
        long us = exchange.overhead().toNanos() / 1_000;
        return us / 1_000 + "." + Long.toString(1_000 + us % 1_000).substring(1);
    }
}
