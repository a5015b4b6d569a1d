package org.llmops.cost.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.llmops.cost.pricing.CallPricing;
import org.llmops.cost.pricing.CallUsage;
import org.llmops.cost.pricing.CurrentPrices;
import org.llmops.cost.pricing.PricedCall;
import org.llmops.cost.pricing.TokenUsage;

/**
 * Prices what is in the ledger or enters it, as of the time the call started. What no provider was paid for costs
 * nothing; an answer that was discarded costs what it would have cost otherwise.
 */
@ApplicationScoped
public class EntryPricing {
    private final CallPricing pricing;
    private final CurrentPrices prices;

    EntryPricing(CallPricing pricing, CurrentPrices prices) {
        this.pricing = pricing;
        this.prices = prices;
    }

    LedgerEntry entry(Call call, Instant now) {
        return new LedgerEntry(
                call.workspace(),
                call.id(),
                EntryKind.CALL,
                call.id(),
                0,
                null,
                null,
                call.startedAt(),
                now,
                call.facts(),
                call.used(),
                price(
                        new Answers(call.facts(), call.startedAt(), call.used(), call.discarded()),
                        prices.book().version(),
                        usage -> pricing.price(call.workspace(), usage)),
                call.routerCost(),
                List.of());
    }

    /** What a call costs by the prices in force, should it have used this. */
    Costing price(CallState call, Used used) {
        return price(
                new Answers(
                        call.call().facts(),
                        call.call().startedAt(),
                        used,
                        call.costing().discarded()),
                prices.book().version(),
                usage -> pricing.price(call.call().workspace(), usage));
    }

    /** What a call costs by a version of the price book that is at hand. */
    public Costing price(CallState call, int bookVersion) {
        return price(
                new Answers(
                        call.call().facts(),
                        call.call().startedAt(),
                        call.used(),
                        call.costing().discarded()),
                bookVersion,
                usage -> pricing.price(call.call().workspace(), bookVersion, usage));
    }

    private static Costing price(Answers answers, int bookVersion, Function<CallUsage, PricedCall> prices) {
        List<Discarded> discarded = answers.discarded().stream()
                .map(each ->
                        each.costing(prices.apply(answers.usage(each)).cost().nanoUsd()))
                .toList();
        return answer(answers, bookVersion, prices).with(discarded);
    }

    private static Costing answer(Answers answers, int bookVersion, Function<CallUsage, PricedCall> prices) {
        Used used = answers.used();
        TokenUsage tokens = used.tokens().usage();
        CallFacts.Target target = answers.facts().target();
        if (answers.facts().cached() || tokens.isEmpty() && used.details().isEmpty()) {
            return Costing.nothing(bookVersion);
        }
        if (target.provider() == null || target.model() == null) {
            return Costing.unpriced(bookVersion);
        }
        return Costing.of(prices.apply(new CallUsage(
                target.provider(),
                target.model(),
                target.region(),
                target.tier(),
                answers.startedAt(),
                tokens,
                used.details())));
    }

    /** The answer that the client got, and those that nobody got. */
    private record Answers(CallFacts facts, Instant startedAt, Used used, List<Discarded> discarded) {
        /** Nobody knows the region of another target than the one that answered. */
        CallUsage usage(Discarded answer) {
            return new CallUsage(
                    answer.provider(),
                    answer.model(),
                    null,
                    facts.target().tier(),
                    startedAt,
                    answer.tokens().usage(),
                    answer.details());
        }
    }
}
