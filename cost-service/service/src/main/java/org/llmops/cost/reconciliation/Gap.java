package org.llmops.cost.reconciliation;

import static org.llmops.cost.ledger.Reason.INVOICE_PRICE;
import static org.llmops.cost.ledger.Reason.INVOICE_USAGE;
import static org.llmops.cost.ledger.Reason.ROUNDING;
import static org.llmops.cost.ledger.Reason.UNEXPLAINED;
import static org.llmops.cost.ledger.Reason.UNOBSERVED;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.ledger.Reason;
import org.llmops.cost.ledger.TokenCounts;
import org.llmops.platform.money.Money;

/**
 * Why an invoice differs from the ledger. The parts add up to the whole difference, exactly.
 *
 * <p>What the two count differently is worth its price by the book: that is usage which was estimated, or calls that
 * nobody told us of. What remains when that is taken away is the price, or, when it is small enough, the rounding.
 *
 * @param difference what is invoiced, less what the ledger has
 * @param parts none of them zero
 */
record Gap(Money difference, List<Part> parts) {
    Gap {
        parts = List.copyOf(parts);
    }

    /**
     * A part of the difference.
     *
     * @param tokens what the invoice counts beyond the ledger, where the part is about that
     */
    record Part(Reason reason, Money amount, TokenCounts tokens) {}

    /** @param value what tokens of this model and day cost by the book; absent when the book does not know it */
    static Gap of(Invoiced invoiced, Observed observed, @Nullable TokenValue value) {
        TokenCounts uncounted =
                invoiced.tokens() == null ? null : invoiced.tokens().minus(observed.tokens());
        Money worth = uncounted == null || value == null ? null : value.of(uncounted);
        Money amount = invoiced.amount();
        if (amount == null) {
            return worth == null || uncounted == null
                    ? new Gap(Money.ZERO, List.of())
                    : new Gap(worth, volume(invoiced, observed, worth, uncounted));
        }
        Money difference = amount.minus(observed.cost());
        if (isRounding(difference, invoiced, observed)) {
            return new Gap(difference, parts(new Part(ROUNDING, difference, TokenCounts.NONE)));
        }
        if (observed.calls() == 0) {
            TokenCounts told = Objects.requireNonNullElse(uncounted, TokenCounts.NONE);
            return new Gap(difference, parts(new Part(UNOBSERVED, difference, told)));
        }
        return new Gap(
                difference,
                worth == null || uncounted == null
                        ? byRequests(difference, invoiced, observed)
                        : byTokens(difference, invoiced, observed, worth, uncounted));
    }

    private static List<Part> byTokens(
            Money difference, Invoiced invoiced, Observed observed, Money worth, TokenCounts uncounted) {
        Money price = difference.minus(worth);
        Reason remaining = isRounding(price, invoiced, observed) ? ROUNDING : INVOICE_PRICE;
        List<Part> parts = new ArrayList<>(volume(invoiced, observed, worth, uncounted));
        parts.addAll(parts(new Part(remaining, price, TokenCounts.NONE)));
        return parts;
    }

    /** Without estimates, more usage can only come from more calls; with them, only as many as are missing explain it. */
    private static List<Part> volume(Invoiced invoiced, Observed observed, Money worth, TokenCounts uncounted) {
        if (observed.estimatedCalls() == 0) {
            return parts(new Part(UNOBSERVED, worth, uncounted));
        }
        Long requests = invoiced.requests();
        if (requests == null || requests <= observed.calls()) {
            return parts(new Part(INVOICE_USAGE, worth, uncounted));
        }
        Money missing = share(worth, requests - observed.calls(), requests);
        return parts(
                new Part(UNOBSERVED, missing, TokenCounts.NONE),
                new Part(INVOICE_USAGE, worth.minus(missing), uncounted));
    }

    private static List<Part> byRequests(Money difference, Invoiced invoiced, Observed observed) {
        Long requests = invoiced.requests();
        if (observed.unpricedCalls() == observed.calls()) {
            return parts(new Part(INVOICE_PRICE, difference, TokenCounts.NONE));
        }
        if (requests == null) {
            return parts(new Part(UNEXPLAINED, difference, TokenCounts.NONE));
        }
        if (requests == observed.calls()) {
            Reason reason = observed.estimatedCalls() == 0 ? INVOICE_PRICE : INVOICE_USAGE;
            return parts(new Part(reason, difference, TokenCounts.NONE));
        }
        Money missing = share(observed.cost(), requests - observed.calls(), observed.calls());
        return parts(
                new Part(UNOBSERVED, missing, TokenCounts.NONE),
                new Part(UNEXPLAINED, difference.minus(missing), TokenCounts.NONE));
    }

    /** The provider rounds each line, and we each call, to the next nano-USD. */
    private static boolean isRounding(Money amount, Invoiced invoiced, Observed observed) {
        return Math.abs(amount.nanoUsd()) <= invoiced.rounding().nanoUsd() + observed.calls() / 2 + 1;
    }

    private static Money share(Money whole, long part, long of) {
        return Money.ofNanoUsd(BigDecimal.valueOf(whole.nanoUsd())
                .multiply(BigDecimal.valueOf(part))
                .divide(BigDecimal.valueOf(of), 0, RoundingMode.HALF_UP)
                .longValueExact());
    }

    private static List<Part> parts(Part... parts) {
        return List.of(parts).stream()
                .filter(part -> part.amount().nanoUsd() != 0)
                .toList();
    }

    /** Tells what a difference in tokens is worth. */
    interface TokenValue {
        Money of(TokenCounts difference);
    }
}
