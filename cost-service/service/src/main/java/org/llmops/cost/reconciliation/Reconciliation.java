package org.llmops.cost.reconciliation;

import java.util.List;
import org.llmops.cost.reconciliation.ObservedCalls.Sum;

/**
 * An invoice beside the ledger.
 *
 * @param matches in the order of the invoice
 * @param notInvoiced calls of the invoice's days that none of its lines is for: they are shown, and never taken away,
 *     for an export may be a part
 */
record Reconciliation(List<Match> matches, List<Sum> notInvoiced) {
    Reconciliation {
        matches = List.copyOf(matches);
        notInvoiced = List.copyOf(notInvoiced);
    }
}
