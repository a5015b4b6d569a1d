package org.llmops.cost.reconciliation;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.ledger.Reason;
import org.llmops.cost.ledger.TokenCounts;
import org.llmops.platform.money.Money;

/**
 * An invoice beside the ledger. Amounts are decimal strings of USD; differences are the invoice's less the ledger's.
 *
 * @param byReason the whole difference, by why
 * @param lines in the order of the invoice
 * @param notInvoiced what the ledger has for the invoice's days that no line is for
 */
@RegisterForReflection
record ReconciliationView(
        InvoiceView invoice,
        Money differenceUsd,
        Map<String, Money> byReason,
        List<Line> lines,
        List<NotInvoiced> notInvoiced) {
    static ReconciliationView of(Invoice invoice, Reconciliation found) {
        List<Gap.Part> parts = found.matches().stream()
                .flatMap(match -> match.gap().parts().stream())
                .toList();
        return new ReconciliationView(
                InvoiceView.of(invoice),
                found.matches().stream().map(match -> match.gap().difference()).reduce(Money.ZERO, Money::plus),
                parts.stream()
                        .collect(Collectors.toMap(
                                part -> part.reason().label(), Gap.Part::amount, Money::plus, TreeMap::new)),
                found.matches().stream().map(Line::of).toList(),
                found.notInvoiced().stream()
                        .map(sum -> new NotInvoiced(
                                sum.day(),
                                sum.model(),
                                sum.app(),
                                sum.observed().calls(),
                                sum.observed().cost()))
                        .toList());
    }

    /**
     * Lines that are compared as one.
     *
     * @param rows of the export, counted from 1
     * @param invoicedUsd absent in a usage export
     * @param explanation adds up to the difference; empty when there is none
     */
    @RegisterForReflection
    record Line(
            LocalDate day,
            @Nullable String model,
            @Nullable String app,
            List<Integer> rows,
            @Nullable Money invoicedUsd,
            Money ledgerUsd,
            Money differenceUsd,
            @Nullable Long invoicedRequests,
            long ledgerCalls,
            long estimatedCalls,
            long unpricedCalls,
            @Nullable Tokens invoicedTokens,
            Tokens ledgerTokens,
            List<Part> explanation) {
        static Line of(Match match) {
            Invoiced invoiced = match.invoiced();
            Observed observed = match.observed();
            return new Line(
                    match.day(),
                    match.model(),
                    match.app(),
                    match.rows(),
                    invoiced.amount(),
                    observed.cost(),
                    match.gap().difference(),
                    invoiced.requests(),
                    observed.calls(),
                    observed.estimatedCalls(),
                    observed.unpricedCalls(),
                    invoiced.tokens() == null ? null : Tokens.of(invoiced.tokens()),
                    Tokens.of(observed.tokens()),
                    match.gap().parts().stream()
                            .map(part -> new Part(part.reason(), part.amount(), text(part.reason())))
                            .toList());
        }
    }

    /** Input tokens include the cached ones. */
    @RegisterForReflection
    record Tokens(long input, long cacheRead, long cacheWrite, long output) {
        static Tokens of(TokenCounts counts) {
            return new Tokens(counts.input(), counts.cacheRead(), counts.cacheWrite(), counts.output());
        }
    }

    /** A part of a difference, and what it comes from. */
    @RegisterForReflection
    record Part(Reason reason, Money amountUsd, String detail) {}

    /** What the ledger has, and the invoice has not. */
    @RegisterForReflection
    record NotInvoiced(
            LocalDate day, @Nullable String model, @Nullable String app, long calls, Money ledgerUsd) {}

    private static String text(Reason reason) {
        return switch (reason) {
            case UNOBSERVED -> "Calls that never passed the router, or, when negative, that the provider did not bill";
            case INVOICE_PRICE -> "The same usage at another price than the price book's";
            case INVOICE_USAGE -> "Calls whose usage was estimated, at what the provider counted";
            case ROUNDING -> "The provider's digits and ours";
            case UNEXPLAINED ->
                "The invoice tells neither requests nor tokens: import the usage export of these days too";
            case RERATED, USAGE_REPORTED -> "";
        };
    }
}
