package org.llmops.router.surface;

import org.llmops.router.exchange.Client;
import org.llmops.router.exchange.Detour;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.refusal.Refusal;
import org.llmops.router.settle.Spending;
import org.llmops.router.v1.CacheUse;
import org.llmops.router.v1.RouteTaken;

/** What every answer says about itself beside its body. */
final class AnswerHeaders {
    static final String COST = "x-llmops-cost-usd";

    private AnswerHeaders() {}

    static void begin(Exchange exchange) {
        Client client = exchange.client();
        client.header("x-llmops-call-id", exchange.callId());
        client.header(exchange.format().callIdHeader(), exchange.callId());
        client.header("x-llmops-overhead-ms", overheadMs(exchange));
        if (exchange.story().hasCache()) {
            cache(client, exchange.story().getCache());
        }
        RouteTaken route = exchange.story().getRoute();
        if (!route.getTarget().isEmpty()) {
            client.header("x-llmops-model", route.getTarget());
        }
        Detour detour = exchange.screening().detour();
        if (detour != null) {
            client.header("x-llmops-directed-by", detour.why().rule());
        }
        if (exchange.story().getRefusedAnswersCount() > 0) {
            client.header(
                    "x-llmops-asked-again", Integer.toString(exchange.story().getRefusedAnswersCount()));
        }
        if (exchange.story().hasPrompt()) {
            client.header(
                    "x-llmops-prompt-version",
                    Integer.toString(exchange.story().getPrompt().getVersion()));
        }
    }

    private static void cache(Client client, CacheUse cache) {
        client.header("x-llmops-cache", cache.getStatus());
        if (!cache.getSourceCallId().isEmpty()) {
            client.header("x-llmops-cache-kind", cache.getKind());
            client.header("x-llmops-cache-source", cache.getSourceCallId());
            client.header("x-llmops-cache-similarity", thousandths(cache.getSimilarity()));
            // RFC 9111, section 5.1: seconds
            client.header("Age", Long.toString(cache.getAgeMs() / 1_000));
        }
    }

    /** Rounded down: what is not the same is not told as 1.000. */
    private static String thousandths(double share) {
        long thousandths = (long) (share * 1_000);
        return thousandths / 1_000 + "."
                + Long.toString(1_000 + thousandths % 1_000).substring(1);
    }

    static void cost(Exchange exchange) {
        exchange.client().header(COST, Spending.of(exchange).cost().toString());
    }

    static void refusal(Exchange exchange, Refusal refusal) {
        begin(exchange);
        if (refusal.retryAfter() != null) {
            long seconds = Math.max(1, (refusal.retryAfter().toMillis() + 999) / 1_000);
            exchange.client().header("Retry-After", Long.toString(seconds));
        }
    }

    private static String overheadMs(Exchange exchange) {
        long us = exchange.clock().overhead().toNanos() / 1_000;
        return us / 1_000 + "." + Long.toString(1_000 + us % 1_000).substring(1);
    }
}
