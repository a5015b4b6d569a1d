package org.llmops.cost.ledger;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.budgets.BudgetUnit;
import org.llmops.cost.leasing.Payment;
import org.llmops.platform.money.Money;

/**
 * Everything the ledger knows of one call.
 *
 * @param call as it was told
 * @param truth what is true of it by now
 * @param payments who paid, from which leases
 * @param corrections what was appended since, in its order
 */
@RegisterForReflection
record LedgerCallView(
        @JsonUnwrapped LedgerEntryView call,
        Truth truth,
        List<PaymentView> payments,
        List<LedgerEntryView> corrections) {
    /** @param history the call, then its corrections in their order */
    static LedgerCallView of(List<LedgerEntry> history) {
        CallState state = CallState.of(history);
        return new LedgerCallView(
                LedgerEntryView.of(state.call()),
                new Truth(
                        state.cost(),
                        LedgerEntryView.UsageView.of(state.used()),
                        state.costing().bookVersion(),
                        state.costing().rule()),
                history.stream()
                        .flatMap(entry -> entry.payments().stream().map(payment -> PaymentView.of(entry, payment)))
                        .toList(),
                history.stream().skip(1).map(LedgerEntryView::of).toList());
    }

    /** The sum of the call and its corrections, and what the latest of them rests on. */
    @RegisterForReflection
    record Truth(
            Money costUsd,
            LedgerEntryView.UsageView usage,
            int priceBookVersion,
            @Nullable String priceRule) {}

    /**
     * What a budget paid, in its unit: decimal strings of USD, or numbers of tokens or requests.
     *
     * @param entry the call or correction that was paid
     * @param leaseId absent when it was paid from what the budget had left
     * @param reserved what the router took from that lease
     * @param held how much of the amount the lease still held
     * @param settled what was paid; negative when something went back
     */
    @RegisterForReflection
    record PaymentView(
            UUID entry,
            UUID budgetId,
            BudgetUnit unit,
            Instant periodStartsAt,
            @Nullable UUID leaseId,
            @Nullable String reserved,
            @Nullable String held,
            String settled) {
        static PaymentView of(LedgerEntry entry, Payment payment) {
            boolean leased = payment.lease() != null;
            return new PaymentView(
                    entry.id(),
                    payment.budget(),
                    payment.unit(),
                    payment.periodStartsAt(),
                    payment.lease(),
                    leased ? amount(payment.unit(), payment.leased()) : null,
                    leased ? amount(payment.unit(), payment.held()) : null,
                    amount(payment.unit(), payment.amount()));
        }

        private static String amount(BudgetUnit unit, long amount) {
            return unit == BudgetUnit.USD ? Money.ofNanoUsd(amount).toString() : Long.toString(amount);
        }
    }
}
