package org.llmops.router.settle;

import java.util.Optional;
import org.llmops.platform.money.Money;
import org.llmops.router.body.TokenUsage;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.ServiceTiers;
import org.llmops.router.exchange.Spent;
import org.llmops.router.exchange.Target;
import org.llmops.router.price.Quote;

/**
 * What a call took and cost.
 *
 * @param usage of the answer that counts; empty when there is none
 * @param estimated the provider did not tell the usage
 * @param quote the rates it is priced by; empty when none are known
 * @param cost together with answers that were discarded or refused
 */
public record Spending(Optional<TokenUsage> usage, boolean estimated, Optional<Quote> quote, Money cost) {
    /** Roughly what tokenisers make of text in most languages. */
    private static final int BYTES_PER_TOKEN = 4;

    /** As far as it is known by now. */
    public static Spending of(Exchange exchange) {
        if (exchange.cached() || exchange.answering().isEmpty()) {
            return new Spending(Optional.empty(), false, Optional.empty(), unused(exchange));
        }
        Optional<Quote> quote =
                exchange.answering().map(target -> exchange.quotes().get(target));
        if (exchange.consumption().usage().isEmpty() && exchange.operation().isPassedThrough()) {
            // What is no text has nothing to do with tokens: there is no estimate.
            return new Spending(Optional.empty(), false, quote, unused(exchange));
        }
        boolean estimated = exchange.consumption().usage().isEmpty()
                || exchange.consumption().isPartial();
        TokenUsage usage =
                estimated ? estimate(exchange) : exchange.consumption().usage().get();
        Money cost = quote.map(rates -> rates.cost(usage, ServiceTiers.billed(exchange)))
                .orElse(Money.ZERO)
                .plus(unused(exchange));
        return new Spending(Optional.of(usage), estimated, quote, cost);
    }

    private static Money unused(Exchange exchange) {
        Money discarded = exchange.consumption().discarded();
        long before = exchange.spentBefore().costNanoUsd();
        return before == 0 ? discarded : discarded.plus(Money.ofNanoUsd(before));
    }

    /** The same in every unit that a budget may count, without answers that were refused before. */
    public Spent spent(Exchange exchange) {
        long tokens = usage.map(took -> took.input() + took.output()).orElse(0L);
        Target answering = exchange.cached() ? null : exchange.answering().orElse(null);
        return new Spent(
                cost.nanoUsd() - exchange.spentBefore().costNanoUsd(), tokens, answering == null ? 0 : 1, answering);
    }

    private static TokenUsage estimate(Exchange exchange) {
        long input = exchange.body().bytes().length / BYTES_PER_TOKEN;
        long output = exchange.kept().json().length / BYTES_PER_TOKEN;
        return exchange.consumption()
                .usage()
                .map(told -> told.atLeast(output))
                .orElseGet(() -> new TokenUsage(input, 0, 0, output, 0, ""));
    }
}
