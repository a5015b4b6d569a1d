package org.llmops.router.reserve;

import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.llmops.cost.v1.BudgetExhausted;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.money.Money;
import org.llmops.router.exchange.Destination;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Futures;
import org.llmops.router.exchange.Progress;
import org.llmops.router.exchange.Reservation;
import org.llmops.router.exchange.ServiceTiers;
import org.llmops.router.exchange.Stage;
import org.llmops.router.exchange.Step;
import org.llmops.router.exchange.Target;
import org.llmops.router.price.Quote;
import org.llmops.router.refusal.Refusal;
import org.llmops.router.refusal.RefusalReason;
import org.llmops.router.routes.document.Trigger;

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
        Optional<Target> refused = known.entrySet().stream()
                .filter(entry -> entry.getValue().isRefused(settings.allowUnpriced()))
                .map(Map.Entry::getKey)
                .findFirst();
        if (refused.isPresent()) {
            return Progress.refused(unpriced(refused.get()));
        }
        UsageBound usage = UsageBound.of(exchange, settings);
        String tier = ServiceTiers.requested(exchange.body());
        long bound = bound(exchange.destination(), usage, known, tier).nanoUsd();
        if (bound == 0) {
            return Progress.ONWARD;
        }
        Caller caller = exchange.caller();
        String app = caller.app();
        Purse purse = purses.of(caller.workspace(), app == null ? "" : app);
        Reserving now = purse.reserveNow(bound);
        return now != null
                ? progress(exchange, usage, now)
                : Futures.on(exchange.context(), purse.reserve(bound))
                        .compose(outcome -> progress(exchange, usage, outcome));
    }

    private static Refusal unpriced(Target target) {
        return RefusalReason.MODEL_UNPRICED.at(
                "model",
                "Nobody knows what '" + target.model().id() + "' of '"
                        + target.provider().priceBookProvider()
                        + "' costs, and models without a price may not be called. An administrator can give it one"
                        + " (custom prices of the cost service), or allow such models.");
    }

    /** One target answers, and so the dearest bounds the call; but where an answer may be discarded, more than one is paid. */
    private static Money bound(Destination destination, UsageBound usage, Map<Target, Quote> known, String tier) {
        Money answer = Money.ZERO;
        Money discarded = Money.ZERO;
        for (Step step : destination.steps()) {
            Quote quote = known.get(step.target());
            if (quote != null && !quote.unpriced()) {
                Money bound = quote.bound(usage.input(), usage.output(step.target()), tier);
                answer = answer.max(bound);
                discarded = step.leadsOn(Trigger.CONTENT_FILTER, 0) ? discarded.plus(bound) : discarded;
            }
        }
        return answer.plus(discarded);
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
                + budget.getBudgetName() + "' of " + Money.ofNanoUsd(budget.getLimitNanoUsd())
                + " USD has less left than this call may cost ("
                + Money.ofNanoUsd(budget.getRemainingNanoUsd()) + " USD).");
        if (!budget.hasResetsAt()) {
            return refusal;
        }
        long seconds = budget.getResetsAt().getSeconds() - clock.instant().getEpochSecond();
        return refusal.retryAfter(Duration.ofSeconds(Math.max(1, seconds)));
    }

    private Future<Progress> withoutCostService(Throwable failure) {
        LOG.warnf("The cost service cannot be asked: %s", failure.getMessage());
        return settings.answerWithoutCostService()
                ? Progress.ONWARD
                : Progress.refused(RefusalReason.COSTS_AWAY.because(
                        "Budgets cannot be checked at the moment, so the call was not made. Try again shortly."));
    }
}
