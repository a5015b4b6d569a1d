package org.llmops.cost.pricing;

import static org.llmops.cost.CostProblem.PRICE_BOOK_MISSING;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.money.Money;

/** Prices calls. */
@ApplicationScoped
public class CallPricing {
    private static final int MILLION = 6;

    private final CurrentPrices prices;

    CallPricing(CurrentPrices prices) {
        this.prices = prices;
    }

    /** By the book in force. */
    public PricedCall price(WorkspaceId workspace, CallUsage call) {
        return price(prices.book(), call);
    }

    /** By a version of the book that is at hand. */
    public PricedCall price(WorkspaceId workspace, int bookVersion, CallUsage call) {
        PriceBook book = prices.book();
        if (book.version() != bookVersion) {
            throw PRICE_BOOK_MISSING.at("price_book_version", "The version at hand is " + book.version());
        }
        return price(book, call);
    }

    private static PricedCall price(PriceBook book, CallUsage call) {
        return switch (book.find(call.provider(), call.model(), call.at())) {
            case Price.Priced priced ->
                new PricedCall(
                        priced.rule().cost(call.usage()),
                        priced.exact() ? PriceStatus.EXACT : PriceStatus.ALIAS,
                        priced.rule().id(),
                        book.version(),
                        priced.rule().rates().usdPerMillion().entrySet().stream()
                                .filter(rate -> call.usage().count(rate.getKey()) > 0)
                                .map(rate -> line(rate, call.usage()))
                                .toList());
            case Price.Unpriced unpriced ->
                new PricedCall(Money.ZERO, PriceStatus.UNPRICED, null, book.version(), List.of());
        };
    }

    private static PricedCall.Line line(Map.Entry<TokenUnit, BigDecimal> perMillion, TokenUsage usage) {
        long count = usage.count(perMillion.getKey());
        BigDecimal rate = perMillion.getValue().movePointLeft(MILLION).stripTrailingZeros();
        return new PricedCall.Line(perMillion.getKey().label(), count, rate, rate.multiply(BigDecimal.valueOf(count)));
    }
}
