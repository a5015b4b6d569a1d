package org.llmops.router.pipeline;

import java.util.Optional;
import org.llmops.router.exchange.Answer;
import org.llmops.router.exchange.Consumption;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.JoinedReservations;
import org.llmops.router.exchange.KeptAnswer;
import org.llmops.router.exchange.Reservation;
import org.llmops.router.exchange.ServiceTiers;
import org.llmops.router.exchange.Spent;
import org.llmops.router.exchange.Target;
import org.llmops.router.price.PriceWire;
import org.llmops.router.settle.Spending;
import org.llmops.router.v1.Attempt;
import org.llmops.router.v1.RouteTaken;

/** An answer that is put aside while the model is asked again: it becomes one of the attempts, or comes back and counts. */
final class RefusedAnswer {
    private final Exchange exchange;
    private final Answer answer;
    private final Target target;
    private final Consumption consumption;
    private final KeptAnswer kept;
    private final Spending spending;
    private final String tier;
    private final Spent spent;
    private final Reservation reservation;
    private final RouteTaken route;
    private final String finishReason;
    private final int attempt;

    private RefusedAnswer(Exchange exchange, Target target) {
        this.exchange = exchange;
        this.answer = exchange.answer();
        this.target = target;
        this.consumption = exchange.consumption();
        this.kept = exchange.kept();
        this.spending = Spending.of(exchange);
        this.tier = ServiceTiers.billed(exchange);
        this.spent = spending.spent(exchange);
        this.reservation = exchange.reservation();
        this.route = exchange.story().getRoute();
        this.finishReason = exchange.story().getFinishReason();
        this.attempt = exchange.story().getAttemptsCount() - 1;
    }

    /** Takes the answer out of the way. */
    static RefusedAnswer putAside(Exchange exchange, Target target) {
        RefusedAnswer refused = new RefusedAnswer(exchange, target);
        exchange.consumption(new Consumption());
        exchange.kept(new KeptAnswer(exchange.format()));
        exchange.reservation(Reservation.NONE);
        return refused;
    }

    /** Another answer counts; this one is paid for. */
    void becomesAttempt() {
        Attempt.Builder told = exchange.story().getAttemptsBuilder(attempt);
        spending.usage().ifPresent(usage -> told.setUsage(PriceWire.usage(usage, spending.estimated())));
        priced().ifPresent(told::setCost);
        exchange.spentBefore(exchange.spentBefore().plus(spent));
        exchange.reservation(new JoinedReservations(reservation, spent, exchange.reservation()));
    }

    private Optional<org.llmops.router.v1.Cost> priced() {
        return spending.quote()
                .flatMap(quote -> spending.usage().map(usage -> PriceWire.cost(quote, tier, quote.cost(usage, tier))));
    }

    /** There is no other. What was paid on the way to none is paid with this one. */
    void comesBack() {
        consumption.discarded(exchange.consumption().discarded());
        exchange.reservation().settle(Spent.NOTHING);
        exchange.consumption(consumption);
        exchange.kept(kept);
        exchange.reservation(reservation);
        exchange.answering(target);
        exchange.answer(answer);
        exchange.story().setRoute(route).setFinishReason(finishReason);
    }
}
