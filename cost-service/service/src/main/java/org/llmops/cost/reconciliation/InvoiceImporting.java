package org.llmops.cost.reconciliation;

import static org.llmops.cost.CostProblem.INVOICE_MALFORMED;
import static org.llmops.cost.CostProblem.INVOICE_ROW_MALFORMED;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.id.Ids;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.money.Money;
import org.llmops.platform.store.Audit;
import org.llmops.platform.store.Transactions;

/** Takes invoices and usage exports. One with a malformed row changes nothing, unless such rows are to be skipped. */
@ApplicationScoped
class InvoiceImporting {
    /** An import with more rows is refused: nobody could read what is wrong with it. */
    static final int MOST_ROWS = 50_000;

    private final Transactions transactions;
    private final Invoices invoices;
    private final InvoiceLines lines;
    private final ObjectMapper json;
    private final Clock clock;

    InvoiceImporting(Transactions transactions, Invoices invoices, InvoiceLines lines, ObjectMapper json, Clock clock) {
        this.transactions = transactions;
        this.invoices = invoices;
        this.lines = lines;
        this.json = json;
        this.clock = clock;
    }

    /** The same file, read the same way, is imported once: then the invoice is the one from before. */
    Uni<Imported> importInvoice(Caller caller, ImportInvoice command, byte[] document) {
        Export export = read(command, document);
        if (!export.problems().isEmpty() && !command.skipMalformed()) {
            throw INVOICE_ROW_MALFORMED.at(export.problems());
        }
        if (export.lines().isEmpty()) {
            throw INVOICE_MALFORMED.because(
                    "It has no row that says anything, and " + export.skipped() + " that are malformed");
        }
        Invoice invoice = invoice(caller, command, checksum(command, document), export);
        return transactions.mutate(
                caller,
                new Audit("invoice.import", invoice.path()),
                session -> invoices.add(session, invoice)
                        .chain(added -> added
                                ? lines.add(session, invoice, export.lines()).replaceWith(new Imported(invoice, true))
                                : before(session, invoice)));
    }

    private Uni<Imported> before(Mutiny.Session session, Invoice invoice) {
        return invoices.withChecksum(session, invoice.workspace(), invoice.checksum())
                .map(found -> new Imported(found.orElseThrow(), false));
    }

    private Export read(ImportInvoice command, byte[] document) {
        return switch (command.format()) {
            case CSV -> CsvExports.mapped(document, command.columns());
            case ANTHROPIC_CSV -> CsvExports.anthropicConsole(document);
            case OPENAI_COSTS, OPENAI_USAGE, ANTHROPIC_COSTS, ANTHROPIC_USAGE ->
                new JsonExports(json).read(command.format(), document);
        };
    }

    private Invoice invoice(Caller caller, ImportInvoice command, String checksum, Export export) {
        List<LocalDate> days = export.lines().stream()
                .map(InvoiceLine::day)
                .sorted(Comparator.naturalOrder())
                .toList();
        return new Invoice(
                caller.workspace(),
                Ids.next(),
                command.provider(),
                command.format(),
                command.name(),
                checksum,
                days.getFirst(),
                days.getLast(),
                export.lines().size(),
                export.skipped(),
                export.problems(),
                sum(export.lines()),
                clock.instant(),
                caller.subject(),
                null);
    }

    private static @Nullable Money sum(List<InvoiceLine> lines) {
        return Invoiced.of(lines).amount();
    }

    private static String checksum(ImportInvoice command, byte[] document) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String how = command.format() + "\n" + command.provider() + "\n"
                    + command.columns().fingerprint() + "\n" + command.skipMalformed() + "\n";
            digest.update(how.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(document));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }

    /** @param isNew false when it was imported before */
    record Imported(Invoice invoice, boolean isNew) {}
}
