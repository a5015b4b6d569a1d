package org.llmops.cost.reconciliation;

import static org.llmops.cost.CostProblem.INVOICE_MALFORMED;

import org.jspecify.annotations.Nullable;

/**
 * A file to be imported, and how it is to be read.
 *
 * @param provider as in the price book
 * @param skipMalformed leave out rows that cannot be read, and tell which
 */
record ImportInvoice(
        InvoiceFormat format, String provider, @Nullable String name, boolean skipMalformed, CsvColumns columns) {
    /** The format's provider, unless another is named: somebody may resell its models under another name. */
    static ImportInvoice of(
            InvoiceFormat format,
            @Nullable String provider,
            @Nullable String name,
            boolean skipMalformed,
            CsvColumns columns) {
        String known = provider == null || provider.isBlank() ? format.provider() : provider;
        if (known == null) {
            throw INVOICE_MALFORMED.at("provider", "Name the provider, as in the price book: the format is anyone's");
        }
        return new ImportInvoice(format, known, name, skipMalformed, columns);
    }
}
