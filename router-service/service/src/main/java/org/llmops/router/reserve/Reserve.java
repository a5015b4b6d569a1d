package org.llmops.router.reserve;

import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.llmops.cost.v1.BudgetExhausted;
import org.llmops.platform.money.Money;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Futures;
import org.llmops.router.exchange.Progress;
import org.llmops.router.exchange.Reservation;
import org.llmops.router.exchange.ServiceTiers;
import org.llmops.router.exchange.Stage;
import org.llmops.router.exchange.Target;
import org.llmops.router.price.Quote;
import org.llmops.router.refusal.Refusal;
import org.llmops.router.refusal.RefusalReason;

/** Sets aside the most a call may cost, whichever of its targets answers. */
@Singleton
public class Reserve implements Stage {
    private static final Logger LOG = Logger.getLogger(Reserve.class);

    private final TargetQuotes quotes;
    private final Purses purses;
    private final ReserveSettings settings;
    private final Clock clock;

    Reserve(TargetQuotes quotes, Purses purses, ReserveSettings settings, Clock clock) {
        this.quotes = quotes;
        this.purses = purses;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Future<Progress> apply(Exchange exchange) {
        return quotes.of(exchange)
                .compose(known -> reserve(exchange, known))
                .recover(failure -> withoutCostService(failure));
    }

    private Future<Progress> reserve(Exchange exchange, Map<Target, Quote> known) {
        exchange.quotes(known);
        for (Map.Entry<Target, Quote> each : known.entrySet()) {
            if (each.getValue().isRefused(settings.allowUnpriced())) {
                return Progress.refused(unpriced(each.getKey()));
            }
        }
        Wallet wallet = purses.of(exchange.caller().workspace());
        BudgetBook book = wallet.known();
        return book != null
                ? reserve(exchange, wallet, book)
                : Futures.on(exchange.context(), wallet.load()).compose(loaded -> reserve(exchange, wallet, loaded));
    }

    private static Refusal unpriced(Target target) {
        return RefusalReason.MODEL_UNPRICED.at(
                "model",
                "Nobody knows what '" + target.model().id() + "' of '"
                        + target.provider().priceBookProvider()
                        + "' costs, and models without a price may not be called. An administrator can give it one"
                        + " (custom prices of the cost service), or allow such models.");
    }

    /** A workspace without budgets pays nothing for there being such things. */
    private Future<Progress> reserve(Exchange exchange, Wallet wallet, BudgetBook book) {
        if (book.isEmpty()) {
            return Progress.ONWARD;
        }
        UsageBound usage = UsageBound.of(exchange, settings);
        Bounds most = new Bounds(
                exchange.destination().steps(), exchange.quotes(), usage, ServiceTiers.requested(exchange.body()));
        Purse[] applying = book.isUnconditional()
                ? book.wholly()
                : book.of(CallScope.of(exchange, exchange.destination().route(), book));
        long[] bounds = new long[applying.length];
        int needed = 0;
        for (int i = 0; i < applying.length; i++) {
            bounds[i] = most.of(applying[i]);
            needed += bounds[i] > 0 ? 1 : 0;
        }
        return needed == applying.length
                ? take(exchange, wallet, usage, applying, bounds)
                : take(exchange, wallet, usage, needed(applying, bounds, needed), positive(bounds, needed));
    }

    private static Purse[] needed(Purse[] applying, long[] bounds, int count) {
        Purse[] needed = new Purse[count];
        int next = 0;
        for (int i = 0; i < applying.length; i++) {
            if (bounds[i] > 0) {
                needed[next++] = applying[i];
            }
        }
        return needed;
    }

    private static long[] positive(long[] bounds, int count) {
        long[] positive = new long[count];
        int next = 0;
        for (long bound : bounds) {
            if (bound > 0) {
                positive[next++] = bound;
            }
        }
        return positive;
    }

    private Future<Progress> take(Exchange exchange, Wallet wallet, UsageBound usage, Purse[] purses, long[] bounds) {
        Reserving now = wallet.reserveNow(purses, bounds);
        return now != null
                ? progress(exchange, usage, now)
                : Futures.on(exchange.context(), wallet.reserve(purses, bounds))
                        .compose(outcome -> progress(exchange, usage, outcome));
    }

    private Future<Progress> progress(Exchange exchange, UsageBound usage, Reserving outcome) {
        return switch (outcome) {
            case Reserving.Reserved(Reservation reservation) -> {
                exchange.reservation(reservation);
                if (reservation != Reservation.NONE && usage.answersInTokens()) {
                    exchange.outputBounds(outputs(exchange, usage));
                }
                yield Progress.ONWARD;
            }
            case Reserving.Exhausted(BudgetExhausted budget) -> Progress.refused(exhausted(budget));
        };
    }

    private static Map<Target, Long> outputs(Exchange exchange, UsageBound usage) {
        Map<Target, Long> outputs = new HashMap<>();
        exchange.destination().targets().forEach(target -> outputs.put(target, usage.output(target)));
        return outputs;
    }

    private Refusal exhausted(BudgetExhausted budget) {
        Refusal refusal = RefusalReason.BUDGET_EXHAUSTED.because("The budget '"
                + budget.getBudgetName() + "' of " + amount(budget, budget.getLimitNanoUsd())
                + " has less left than this call may take ("
                + amount(budget, budget.getRemainingNanoUsd()) + ").");
        if (!budget.hasResetsAt()) {
            return refusal;
        }
        long seconds = budget.getResetsAt().getSeconds() - clock.instant().getEpochSecond();
        return refusal.retryAfter(Duration.ofSeconds(Math.max(1, seconds)));
    }

    private static String amount(BudgetExhausted budget, long amount) {
        return switch (budget.getUnit()) {
            case BUDGET_UNIT_TOKENS -> amount + " tokens";
            case BUDGET_UNIT_REQUESTS -> amount + " requests";
            default -> Money.ofNanoUsd(amount) + " USD";
        };
    }

    private Future<Progress> withoutCostService(Throwable failure) {
        LOG.warnf("The cost service cannot be asked: %s", failure.getMessage());
        return settings.answerWithoutCostService()
                ? Progress.ONWARD
                : Progress.refused(RefusalReason.COSTS_AWAY.because(
                        "Budgets cannot be checked at the moment, so the call was not made. Try again shortly."));
    }
}
