package org.llmops.cost.reconciliation;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.money.Money;
import org.llmops.platform.problem.FieldError;

/**
 * An invoice or usage export that was imported.
 *
 * @param amountUsd the sum of its lines; absent for a usage export
 * @param skipped rows that were left out because they are malformed
 * @param skippedRows what is wrong with them, of the first hundred
 * @param truedUpAt when the ledger was made to agree with it
 */
@RegisterForReflection
record InvoiceView(
        UUID id,
        String provider,
        InvoiceFormat format,
        @Nullable String name,
        LocalDate firstDay,
        LocalDate lastDay,
        int lines,
        @Nullable Money amountUsd,
        int skipped,
        @Nullable List<FieldError> skippedRows,
        Instant importedAt,
        String importedBy,
        @Nullable Instant truedUpAt) {
    static InvoiceView of(Invoice invoice) {
        return new InvoiceView(
                invoice.id(),
                invoice.provider(),
                invoice.format(),
                invoice.name(),
                invoice.firstDay(),
                invoice.lastDay(),
                invoice.lines(),
                invoice.amount(),
                invoice.skipped(),
                invoice.problems().isEmpty() ? null : invoice.problems(),
                invoice.importedAt(),
                invoice.importedBy(),
                invoice.truedUpAt());
    }
}
