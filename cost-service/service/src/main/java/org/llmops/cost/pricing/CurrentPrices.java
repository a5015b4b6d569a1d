package org.llmops.cost.pricing;

import static org.llmops.cost.CostProblem.PRICE_BOOK_MISSING;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The price book in force, in memory. */
@ApplicationScoped
public class CurrentPrices {
    private final AtomicReference<@Nullable PriceBook> current = new AtomicReference<>();

    /** @throws org.llmops.platform.problem.Problem PRICE_BOOK_MISSING before the first one is loaded */
    public PriceBook book() {
        PriceBook book = current.get();
        if (book == null) {
            throw PRICE_BOOK_MISSING.because("Try again in a moment: the service is starting");
        }
        return book;
    }

    /** 0 when none is loaded. */
    int version() {
        PriceBook book = current.get();
        return book == null ? 0 : book.version();
    }

    void replace(PriceBook book) {
        current.set(book);
    }
}
