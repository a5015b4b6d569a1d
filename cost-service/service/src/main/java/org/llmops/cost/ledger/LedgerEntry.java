package org.llmops.cost.ledger;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.pricing.Price;
import org.llmops.cost.pricing.PriceBook;
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

    /** Prices a call by the book as of the time it started. What no provider was paid for costs nothing. */
    static LedgerEntry of(Call call, PriceBook book, Instant now) {
        if (call.cached() || call.usage().isEmpty()) {
            return of(call, book, PRICED, Money.ZERO, null, now);
        }
        if (call.provider() == null || call.model() == null) {
            return of(call, book, UNPRICED, Money.ZERO, null, now);
        }
        return switch (book.find(call.provider(), call.model(), call.startedAt())) {
            case Price.Priced priced ->
                of(
                        call,
                        book,
                        PRICED,
                        priced.rule().cost(call.usage()),
                        priced.rule().id(),
                        now);
            case Price.Unpriced unpriced -> of(call, book, UNPRICED, Money.ZERO, null, now);
        };
    }

    /** The service's own figure counts; a difference to the router's shows that one of them has an old price book. */
    boolean differsFromRouter() {
        return costNanoUsd != routerCostNanoUsd;
    }

    Money cost() {
        return Money.ofNanoUsd(costNanoUsd);
    }

    private static LedgerEntry of(
            Call call, PriceBook book, String status, Money cost, @Nullable String rule, Instant now) {
        Call.Version route = call.route();
        Call.Version prompt = call.prompt();
        Money discarded = discarded(call, book);
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
                book.version(),
                rule,
                call.copyOf(),
                discarded.nanoUsd());
    }

    /** What the price book does not know adds nothing. */
    private static Money discarded(Call call, PriceBook book) {
        Money sum = Money.ZERO;
        for (Call.Discarded answer : call.discarded()) {
            if (book.find(answer.provider(), answer.model(), call.startedAt()) instanceof Price.Priced priced) {
                sum = sum.plus(priced.rule().cost(answer.usage()));
            }
        }
        return sum;
    }
}
