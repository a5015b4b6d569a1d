package org.llmops.cost.reconciliation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.money.Money;
import org.llmops.platform.problem.FieldError;

/**
 * An invoice or usage export, as it was imported.
 *
 * @param name what whoever imported it calls it
 * @param checksum of the file and of how it was read
 * @param problems what is wrong with the rows that were skipped, of the first hundred
 * @param amount the sum of its lines; absent for a usage export
 * @param truedUpAt when the ledger was made to agree with it; absent as long as it was not
 */
record Invoice(
        WorkspaceId workspace,
        UUID id,
        String provider,
        InvoiceFormat format,
        @Nullable String name,
        String checksum,
        LocalDate firstDay,
        LocalDate lastDay,
        int lines,
        int skipped,
        List<FieldError> problems,
        @Nullable Money amount,
        Instant importedAt,
        String importedBy,
        @Nullable Instant truedUpAt) {
    Invoice {
        problems = List.copyOf(problems);
    }

    /** How what is appended to the ledger names it. */
    String path() {
        return "invoices/" + id;
    }
}
