package org.llmops.router.call;

import org.llmops.platform.money.Money;
import org.llmops.router.body.RequestBody;
import org.llmops.router.body.TokenUsage;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Target;
import org.llmops.router.price.PriceWire;
import org.llmops.router.price.Quote;
import org.llmops.router.v1.Attempt;

/**
 * An answer that a provider gave and that the call does not use: its provider is paid all the same.
 *
 * @param tier how urgently it answered
 * @param estimated the provider did not tell the usage
 */
record Discarded(TokenUsage usage, String tier, boolean estimated) {
    private static final int BYTES_PER_TOKEN = 4;

    static Discarded told(TokenUsage usage, String tier) {
        return new Discarded(usage, tier, false);
    }

    /** It broke off before it said anything, its usage included. */
    static Discarded untold(RequestBody asked, String tier) {
        return new Discarded(new TokenUsage(asked.bytes().length / BYTES_PER_TOKEN, 0, 0, 0, 0, ""), tier, true);
    }

    /** Writes it down, and adds it to what the call costs. */
    void note(Exchange exchange, Target target, Attempt.Builder attempt) {
        attempt.setUsage(PriceWire.usage(usage, estimated));
        Quote quote = exchange.quotes().get(target);
        if (quote != null) {
            Money cost = quote.cost(usage, tier);
            attempt.setCost(PriceWire.cost(quote, tier, cost));
            exchange.consumption().discarded(cost);
        }
    }
}
