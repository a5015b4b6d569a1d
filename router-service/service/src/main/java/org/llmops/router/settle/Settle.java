package org.llmops.router.settle;

import jakarta.inject.Singleton;
import java.util.Optional;
import org.llmops.platform.money.Money;
import org.llmops.router.exchange.Closing;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.ServiceTiers;
import org.llmops.router.price.PriceWire;
import org.llmops.router.v1.Cost;

/** Turns what a call used into what it cost, and gives back what was set aside beyond that. */
@Singleton
public class Settle implements Closing {

    @Override
    public void after(Exchange exchange) {
        Spending spending = Spending.of(exchange);
        spending.usage().ifPresent(usage -> exchange.story().setUsage(PriceWire.usage(usage, spending.estimated())));
        spending.quote()
                .map(quote -> PriceWire.cost(quote, ServiceTiers.billed(exchange), spending.cost()))
                .or(() -> ofDiscarded(spending.cost()))
                .ifPresent(exchange.story()::setCost);
        exchange.story().addAllLeases(exchange.reservation().settle(spending.spent(exchange)));
    }

    /** The attempts say by which rules. */
    private static Optional<Cost> ofDiscarded(Money cost) {
        return cost.equals(Money.ZERO)
                ? Optional.empty()
                : Optional.of(Cost.newBuilder().setNanoUsd(cost.nanoUsd()).build());
    }
}
