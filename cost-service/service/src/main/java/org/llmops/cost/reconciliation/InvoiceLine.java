package org.llmops.cost.reconciliation;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.ledger.TokenCounts;

/**
 * One line of an invoice or usage export.
 *
 * @param row which row it was, counted from 1
 * @param item what it is for, in the provider's words
 * @param model as the provider calls it here; absent when the line is for no model
 * @param project the provider's project, workspace or key; absent when the export is not divided
 * @param amount absent in usage exports
 * @param requests absent when it is not told
 * @param tokens absent when it is not told
 */
record InvoiceLine(
        int row,
        LocalDate day,
        String item,
        @Nullable String model,
        @Nullable String project,
        @Nullable InvoicedAmount amount,
        @Nullable Long requests,
        @Nullable TokenCounts tokens) {}
