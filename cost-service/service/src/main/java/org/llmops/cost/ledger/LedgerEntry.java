package org.llmops.cost.ledger;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.pricing.CallPricing;
import org.llmops.cost.pricing.CallUsage;
import org.llmops.cost.pricing.PriceStatus;
import org.llmops.cost.pricing.PricedCall;
import org.llmops.platform.money.Money;

/**
 * What one call cost, by which rule. Its components are the columns of the table: entries are written and read as JSON,
 * many in one statement.
 */
@RegisterForReflection
record LedgerEntry(
        String workspace,
        UUID callId,
        Instant startedAt,
        Instant recordedAt,
        String operation,
        String callStatus,
        boolean cached,
        String subject,
        String subjectKind,
        @Nullable String app,
        @Nullable String endUser,
        @Nullable String provider,
        @Nullable String model,
        @Nullable String requestedModel,
        @Nullable String route,
        @Nullable Integer routeVersion,
        @Nullable String prompt,
        @Nullable Integer promptVersion,
        long inputTokens,
        long cacheReadTokens,
        long cacheWriteTokens,
        long outputTokens,
        long reasoningTokens,
        boolean usageEstimated,
        String status,
        long costNanoUsd,
        long routerCostNanoUsd,
        int priceBookVersion,
        @Nullable String priceRule,
        @Nullable UUID copyOfCallId,
        long discardedCostNanoUsd) {
    static final String PRICED = "priced";
    static final String UNPRICED = "unpriced";

    /** Prices a call as of the time it started. What no provider was paid for costs nothing. */
    static LedgerEntry of(Call call, CallPricing pricing, int bookVersion, Instant now) {
        Money discarded = discarded(call, pricing);
        if (call.cached() || call.usage().isEmpty()) {
            return of(call, bookVersion, PRICED, Money.ZERO, discarded, null, now);
        }
        if (call.provider() == null || call.model() == null) {
            return of(call, bookVersion, UNPRICED, Money.ZERO, discarded, null, now);
        }
        PricedCall priced = pricing.price(
                call.workspace(), CallUsage.ofTokens(call.provider(), call.model(), call.startedAt(), call.usage()));
        return of(
                call,
                priced.bookVersion(),
                priced.status() == PriceStatus.UNPRICED ? UNPRICED : PRICED,
                priced.cost(),
                discarded,
                priced.ruleId(),
                now);
    }

    /** The service's own figure counts; a difference to the router's shows that one of them has an old price book. */
    boolean differsFromRouter() {
        return costNanoUsd != routerCostNanoUsd;
    }

    Money cost() {
        return Money.ofNanoUsd(costNanoUsd);
    }

    private static LedgerEntry of(
            Call call, int bookVersion, String status, Money cost, Money discarded, @Nullable String rule, Instant now) {
        Call.Version route = call.route();
        Call.Version prompt = call.prompt();
        return new LedgerEntry(
                call.workspace().value(),
                call.id(),
                call.startedAt(),
                now,
                call.operation(),
                call.status(),
                call.cached(),
                call.who().subject(),
                call.who().kind(),
                call.who().app(),
                call.who().endUser(),
                call.provider(),
                call.model(),
                call.requestedModel(),
                route == null ? null : route.name(),
                route == null ? null : route.number(),
                prompt == null ? null : prompt.name(),
                prompt == null ? null : prompt.number(),
                call.usage().input(),
                call.usage().cacheRead(),
                call.usage().cacheWrite(),
                call.usage().output(),
                call.usage().reasoning(),
                call.estimated(),
                status,
                cost.plus(discarded).nanoUsd(),
                call.routerCost().nanoUsd(),
                bookVersion,
                rule,
                call.copyOf(),
                discarded.nanoUsd());
    }

    /** What the price book does not know adds nothing. */
    private static Money discarded(Call call, CallPricing pricing) {
        return call.discarded().stream()
                .map(answer -> pricing.price(
                                call.workspace(),
                                CallUsage.ofTokens(
                                        answer.provider(), answer.model(), call.startedAt(), answer.usage()))
                        .cost())
                .reduce(Money.ZERO, Money::plus);
    }
}
