package org.llmops.cost.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.llmops.cost.pricing.CallPricing;
import org.llmops.cost.pricing.CurrentPrices;
import org.llmops.cost.pricing.TokenUsage;
import org.llmops.platform.identity.WorkspaceId;

/** Prices what enters the ledger, as of the time the call started. What no provider was paid for costs nothing. */
@ApplicationScoped
class EntryPricing {
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
                price(call.workspace(), call.facts(), call.startedAt(), call.used()),
                call.routerCost(),
                List.of());
    }

    Costing price(WorkspaceId workspace, CallFacts facts, Instant startedAt, Used used) {
        TokenUsage usage = used.tokens().usage();
        if (facts.cached() || usage.isEmpty() && used.details().isEmpty()) {
            return Costing.nothing(prices.book().version());
        }
        if (facts.target().provider() == null || facts.target().model() == null) {
            return Costing.unpriced(prices.book().version());
        }
        return Costing.of(pricing.price(workspace, Call.usage(facts, startedAt, usage, used.details())));
    }
}
