package org.llmops.cost.ledger;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
     * What a budget paid.
     *
     * @param entry the call or correction that was paid
     * @param leaseId absent when it was paid from what the budget had left
     * @param reservedUsd what the router took from that lease
     * @param heldUsd how much of the amount the lease still held
     * @param settledUsd what was paid; negative when money went back
     */
    @RegisterForReflection
    record PaymentView(
            UUID entry,
            UUID budgetId,
            Instant periodStartsAt,
            @Nullable UUID leaseId,
            @Nullable Money reservedUsd,
            @Nullable Money heldUsd,
            Money settledUsd) {
        static PaymentView of(LedgerEntry entry, Payment payment) {
            boolean leased = payment.lease() != null;
            return new PaymentView(
                    entry.id(),
                    payment.budget(),
                    payment.periodStartsAt(),
                    payment.lease(),
                    leased ? payment.leased() : null,
                    leased ? payment.held() : null,
                    payment.amount());
        }
    }
}
