package org.llmops.cost.pricing;

/** Makes pricing for tests of other packages. */
public final class Pricings {
    private Pricings() {}

    public static CallPricing by(PriceBook book) {
        CurrentPrices current = new CurrentPrices();
        current.replace(book);
        return new CallPricing(current);
    }
}
