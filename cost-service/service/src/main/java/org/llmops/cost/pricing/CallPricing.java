package org.llmops.cost.pricing;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.money.Money;

/** Prices calls: by what their workspace has agreed on, else by the price book, at the time they started. */
@ApplicationScoped
public class CallPricing {
    private final CurrentPrices prices;

    CallPricing(CurrentPrices prices) {
        this.prices = prices;
    }

    /** By the book in force. */
    public PricedCall price(WorkspaceId workspace, CallUsage call) {
        return price(workspace, prices.book(), call);
    }

    /**
     * By a version of the book that is in force or was loaded, and the workspace's own prices in force.
     *
     * @throws org.llmops.platform.problem.Problem PRICE_BOOK_UNKNOWN when it is not at hand
     */
    public PricedCall price(WorkspaceId workspace, int bookVersion, CallUsage call) {
        return price(workspace, prices.book(bookVersion), call);
    }

    /**
     * The most that calls like this may cost: input and output count with their totals, whichever kinds of tokens they turn
     * out to be. Nothing when there is no price.
     */
    public Money bound(WorkspaceId workspace, CallUsage call) {
        Price price = prices.find(workspace, call.provider(), call.model(), call.region(), call.tier(), call.at());
        if (!(price instanceof Price.Priced priced)) {
            return Money.ZERO;
        }
        Map<Unit, Long> others = call.counted().collect(Collectors.toMap(Function.identity(), call::count));
        return prices.exchange()
                .perUsd(priced.rule().currency(), call.at())
                .map(perUsd -> Bound.of(
                        priced.rule(), call.usage().input(), call.usage().output(), others, perUsd))
                .orElse(Money.ZERO);
    }

    private PricedCall price(WorkspaceId workspace, PriceBook book, CallUsage call) {
        Price price = prices.custom(workspace)
                .find(book, call.provider(), call.model(), call.region(), call.tier(), call.at());
        return switch (price) {
            case Price.Priced priced -> Bill.of(priced, call, prices.exchange());
            case Price.Unpriced unpriced -> PricedCall.unpriced(book.version());
        };
    }
}
