package org.llmops.router.settle;

import jakarta.inject.Singleton;
import org.llmops.platform.money.Money;
import org.llmops.router.exchange.Closing;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.ServiceTiers;
import org.llmops.router.exchange.Spent;
import org.llmops.router.exchange.Target;
import org.llmops.router.price.Quote;
import org.llmops.router.v1.Cost;
import org.llmops.router.v1.Usage;

/** Turns what a call used into what it cost, and gives back what was set aside beyond that. */
@Singleton
public class Settle implements Closing {

    @Override
    public void after(Exchange exchange) {
        Spending spending = Spending.of(exchange);
        spending.usage()
                .ifPresent(usage -> exchange.story()
                        .setUsage(Usage.newBuilder()
                                .setInputTokens(usage.input())
                                .setCacheReadTokens(usage.cacheRead())
                                .setCacheWriteTokens(usage.cacheWrite())
                                .setOutputTokens(usage.output())
                                .setReasoningTokens(usage.reasoning())
                                .putAllDetails(usage.details())
                                .setRawJson(usage.raw())
                                .setEstimated(spending.estimated())));
        spending.quote().ifPresent(quote -> exchange.story().setCost(cost(exchange, quote, spending.cost())));
        exchange.story().addAllLeases(exchange.reservation().settle(spent(exchange, spending)));
    }

    private static Spent spent(Exchange exchange, Spending spending) {
        long tokens =
                spending.usage().map(usage -> usage.input() + usage.output()).orElse(0L);
        Target answering = exchange.cached() ? null : exchange.answering().orElse(null);
        return new Spent(spending.cost().nanoUsd(), tokens, answering == null ? 0 : 1, answering);
    }

    private static Cost cost(Exchange exchange, Quote quote, Money cost) {
        return Cost.newBuilder()
                .setNanoUsd(cost.nanoUsd())
                .setStatus(quote.status())
                .setPriceBookVersion(quote.priceBookVersion())
                .setRuleId(quote.ruleId(ServiceTiers.billed(exchange)))
                .build();
    }
}
