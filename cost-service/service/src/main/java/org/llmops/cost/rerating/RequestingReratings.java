package org.llmops.cost.rerating;

import static org.llmops.cost.CostProblem.PRICE_BOOK_VERSION_UNKNOWN;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.llmops.cost.pricing.CurrentPrices;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.store.Audit;
import org.llmops.platform.store.Transactions;

/** Takes wishes to price calls anew. */
@ApplicationScoped
class RequestingReratings {
    private final Transactions transactions;
    private final Reratings reratings;
    private final CurrentPrices prices;
    private final Clock clock;

    RequestingReratings(Transactions transactions, Reratings reratings, CurrentPrices prices, Clock clock) {
        this.transactions = transactions;
        this.reratings = reratings;
        this.prices = prices;
        this.clock = clock;
    }

    Uni<ReratingView> request(Caller caller, RerateCalls wish) {
        Rerating rerating = new Rerating(caller, wish, version(wish), clock.instant());
        return transactions.mutate(
                caller,
                new Audit("rerating.request", rerating.path()),
                session -> reratings.add(session, rerating).replaceWith(() -> rerating.view(List.of())));
    }

    /** Versions are counted from 1: what is not later than the one in force was published. */
    private int version(RerateCalls wish) {
        int inForce = prices.book().version();
        Integer wanted = wish.priceBookVersion();
        if (wanted != null && wanted > inForce) {
            throw PRICE_BOOK_VERSION_UNKNOWN.at("price_book_version", "The latest version is " + inForce);
        }
        return wanted == null ? inForce : wanted;
    }
}
