package org.llmops.cost.reconciliation;

import static org.llmops.cost.CostProblem.INVOICE_MALFORMED;
import static org.llmops.cost.CostProblem.INVOICE_TOO_LARGE;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.ledger.TokenCounts;

/** Reads CSV files: those of Anthropic's console, told apart by their header, and any other by its columns. */
final class CsvExports {
    private static final int DOLLARS = 1;
    private static final ObjectReader CSV = CsvMapper.builder()
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .enable(CsvParser.Feature.TRIM_SPACES)
            .enable(CsvParser.Feature.IGNORE_TRAILING_UNMAPPABLE)
            .build()
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader());

    private CsvExports() {}

    static Export anthropicConsole(byte[] document) {
        return read(document, (row, header) -> header.contains("cost_usd") ? consoleCost(row) : consoleUsage(row));
    }

    static Export mapped(byte[] document, CsvColumns columns) {
        String day = columns.day;
        if (day == null) {
            throw INVOICE_MALFORMED.at("day_column", "Name the column that holds the day");
        }
        if (columns.amount == null && columns.inputTokens == null && columns.requests == null) {
            throw INVOICE_MALFORMED.at(
                    "amount_column", "Name the column that holds the amount, or those of a usage export");
        }
        return read(document, (row, header) -> mapped(row, day, columns));
    }

    private static Export read(byte[] document, Reading reading) {
        Export export = new Export();
        try (MappingIterator<Map<String, String>> rows = CSV.readValues(document)) {
            int number = 0;
            while (rows.hasNextValue()) {
                Map<String, String> cells = rows.nextValue();
                number++;
                if (number > InvoiceImporting.MOST_ROWS) {
                    throw INVOICE_TOO_LARGE.because("An import has at most " + InvoiceImporting.MOST_ROWS + " rows");
                }
                export.add(new Row(number, cells::get), row -> reading.read(row, cells.keySet()));
            }
        } catch (IOException malformed) {
            throw INVOICE_MALFORMED.because("It is no CSV file with a header, after " + export.rows() + " rows");
        }
        return export;
    }

    private static @Nullable InvoiceLine consoleCost(Row row) throws RowMalformed {
        return new InvoiceLine(
                row.number(),
                row.day("usage_date_utc"),
                row.optional("token_type") == null ? row.text("cost_type") : row.text("token_type"),
                row.optional("model"),
                row.optional("api_key"),
                row.amount("cost_usd", DOLLARS),
                null,
                null);
    }

    private static InvoiceLine consoleUsage(Row row) throws RowMalformed {
        long written = row.countOrZero("usage_input_tokens_cache_write_5m")
                + row.countOrZero("usage_input_tokens_cache_write_1h");
        long read = row.countOrZero("usage_input_tokens_cache_read");
        return new InvoiceLine(
                row.number(),
                row.day("usage_date_utc"),
                "messages",
                row.text("model_version"),
                row.optional("api_key"),
                null,
                null,
                new TokenCounts(
                        row.count("usage_input_tokens_no_cache") + written + read,
                        read,
                        written,
                        row.count("usage_output_tokens"),
                        0));
    }

    private static InvoiceLine mapped(Row row, String day, CsvColumns columns) throws RowMalformed {
        if (columns.currency != null) {
            row.requireUsd(columns.currency);
        }
        String item = optional(row, columns.item);
        return new InvoiceLine(
                row.number(),
                row.day(day),
                item == null ? "all" : item,
                optional(row, columns.model),
                optional(row, columns.project),
                columns.amount == null ? null : row.amount(columns.amount, DOLLARS),
                columns.requests == null ? null : row.count(columns.requests),
                columns.inputTokens == null
                        ? null
                        : new TokenCounts(
                                row.count(columns.inputTokens),
                                columns.cachedTokens == null ? 0 : row.countOrZero(columns.cachedTokens),
                                0,
                                columns.outputTokens == null ? 0 : row.countOrZero(columns.outputTokens),
                                0));
    }

    private static @Nullable String optional(Row row, @Nullable String column) throws RowMalformed {
        return column == null ? null : row.optional(column);
    }

    /** Reads a row, knowing the header. */
    private interface Reading {
        @Nullable
        InvoiceLine read(Row row, Set<String> header) throws RowMalformed;
    }
}
