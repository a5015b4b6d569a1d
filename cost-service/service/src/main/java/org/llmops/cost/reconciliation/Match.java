package org.llmops.cost.reconciliation;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lines of an invoice beside the calls of the ledger that they are for.
 *
 * @param model as the invoice calls it; absent when the invoice does not tell models apart, or the lines are for none
 * @param app absent when the invoice is not divided, or its projects stand for no app
 * @param rows of the export
 * @param models as the ledger calls it: several, when calls named its snapshots differently; empty: all
 * @param hasCalls false: no call can be meant, such as for the storage of files
 */
record Match(
        LocalDate day,
        @Nullable String model,
        @Nullable String app,
        List<Integer> rows,
        Set<String> models,
        boolean hasCalls,
        Invoiced invoiced,
        Observed observed,
        Gap gap) {
    Match {
        rows = List.copyOf(rows);
        models = Set.copyOf(models);
    }
}
