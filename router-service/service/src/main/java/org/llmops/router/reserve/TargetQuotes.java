package org.llmops.router.reserve;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.llmops.platform.identity.Caller;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Futures;
import org.llmops.router.exchange.Progress;
import org.llmops.router.exchange.Stage;
import org.llmops.router.exchange.Target;
import org.llmops.router.price.Quote;
import org.llmops.router.price.Quotes;

/**
 * What each target of a call charges. By itself it is the stage of calls on the operator's account, which are priced
 * and taken from no budget.
 */
@Singleton
public class TargetQuotes implements Stage {
    private final Quotes quotes;

    TargetQuotes(Quotes quotes) {
        this.quotes = quotes;
    }

    /** A call that nobody can price is made all the same. */
    @Override
    public Future<Progress> apply(Exchange exchange) {
        return of(exchange).transform(known -> {
            if (known.succeeded()) {
                exchange.quotes(known.result());
            }
            return Progress.ONWARD;
        });
    }

    /** Nearly every call finds the quotes remembered, and needs nobody to wait for. */
    Future<Map<Target, Quote>> of(Exchange exchange) {
        List<Target> targets = exchange.destination().targets();
        Map<Target, Quote> remembered = HashMap.newHashMap(targets.size());
        for (Target target : targets) {
            remembered(exchange.caller(), target).ifPresent(quote -> remembered.put(target, quote));
        }
        return remembered.size() == targets.size()
                ? Future.succeededFuture(remembered)
                : Futures.on(exchange.context(), asked(exchange, targets));
    }

    private Optional<Quote> remembered(Caller caller, Target target) {
        return quotes.remembered(
                caller.workspace(),
                target.provider().priceBookProvider(),
                target.model().id());
    }

    private Uni<Map<Target, Quote>> asked(Exchange exchange, List<Target> targets) {
        List<Uni<Quote>> asked =
                targets.stream().map(target -> quote(exchange.caller(), target)).toList();
        return asked.size() == 1
                ? asked.getFirst().map(quote -> Map.of(targets.getFirst(), quote))
                : Uni.join().all(asked).andFailFast().map(all -> pair(targets, all));
    }

    private Uni<Quote> quote(Caller caller, Target target) {
        return quotes.quote(
                caller.workspace(),
                target.provider().priceBookProvider(),
                target.model().id());
    }

    private static Map<Target, Quote> pair(List<Target> targets, List<Quote> quotes) {
        Map<Target, Quote> pairs = HashMap.newHashMap(targets.size());
        for (int i = 0; i < targets.size(); i++) {
            pairs.put(targets.get(i), quotes.get(i));
        }
        return pairs;
    }
}
