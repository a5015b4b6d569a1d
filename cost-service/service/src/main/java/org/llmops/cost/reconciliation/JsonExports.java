package org.llmops.cost.reconciliation;

import static org.llmops.cost.CostProblem.INVOICE_MALFORMED;
import static org.llmops.cost.CostProblem.INVOICE_TOO_LARGE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.ledger.TokenCounts;

/**
 * Reads what the administration APIs of OpenAI and Anthropic answer: pages of buckets of results. Field names are those
 * of their API references.
 */
final class JsonExports {
    private static final int CENTS = 100;
    private static final int DOLLARS = 1;

    private final ObjectMapper json;

    JsonExports(ObjectMapper json) {
        this.json = json;
    }

    Export read(InvoiceFormat format, byte[] document) {
        Export export = new Export();
        int number = 0;
        for (JsonNode bucket : array(tree(document), "data")) {
            for (JsonNode result : array(bucket, "results")) {
                number++;
                if (number > InvoiceImporting.MOST_ROWS) {
                    throw INVOICE_TOO_LARGE.because("An import has at most " + InvoiceImporting.MOST_ROWS + " rows");
                }
                export.add(new Row(number, field -> field(result, bucket, field)), row -> read(format, row));
            }
        }
        return export;
    }

    private static @Nullable InvoiceLine read(InvoiceFormat format, Row row) throws RowMalformed {
        return switch (format) {
            case OPENAI_COSTS -> openAiCost(row);
            case OPENAI_USAGE -> openAiUsage(row);
            case ANTHROPIC_COSTS -> anthropicCost(row);
            case ANTHROPIC_USAGE -> anthropicUsage(row);
            case ANTHROPIC_CSV, CSV -> throw new IllegalArgumentException(format.label() + " is no JSON");
        };
    }

    /** A line item of a model reads `gpt-4o-2024-08-06, cached input`. */
    private static InvoiceLine openAiCost(Row row) throws RowMalformed {
        row.requireUsd("amount.currency");
        String item = row.optional("line_item");
        int comma = item == null ? -1 : item.lastIndexOf(", ");
        String unit = item == null || comma < 0 ? "" : item.substring(comma + 2).toLowerCase(Locale.ROOT);
        return new InvoiceLine(
                row.number(),
                row.dayOfSecond("start_time"),
                item == null ? "all" : item,
                item == null || comma < 0 ? null : item.substring(0, comma),
                row.optional("project_id"),
                row.amount("amount.value", DOLLARS),
                null,
                tokens(row, unit));
    }

    private static @Nullable TokenCounts tokens(Row row, String unit) throws RowMalformed {
        String per = row.optional("quantity_unit");
        if (row.optional("quantity") == null || per != null && !per.equals("tokens")) {
            return null;
        }
        return switch (unit) {
            case "input" -> new TokenCounts(row.count("quantity"), 0, 0, 0, 0);
            case "cached input" -> new TokenCounts(row.count("quantity"), row.count("quantity"), 0, 0, 0);
            case "output" -> new TokenCounts(0, 0, 0, row.count("quantity"), 0);
            default -> null;
        };
    }

    private static InvoiceLine openAiUsage(Row row) throws RowMalformed {
        return new InvoiceLine(
                row.number(),
                row.dayOfSecond("start_time"),
                "completions",
                row.text("model"),
                row.optional("project_id"),
                null,
                row.count("num_model_requests"),
                new TokenCounts(
                        row.count("input_tokens"),
                        row.countOrZero("input_cached_tokens"),
                        row.countOrZero("input_cache_write_tokens"),
                        row.count("output_tokens"),
                        0));
    }

    private static InvoiceLine anthropicCost(Row row) throws RowMalformed {
        row.requireUsd("currency");
        String item = row.optional("description");
        return new InvoiceLine(
                row.number(),
                row.day("starting_at"),
                item == null ? "all" : item,
                row.optional("model"),
                row.optional("workspace_id"),
                row.amount("amount", CENTS),
                null,
                null);
    }

    private static InvoiceLine anthropicUsage(Row row) throws RowMalformed {
        long written = Math.addExact(
                row.countOrZero("cache_creation.ephemeral_5m_input_tokens"),
                row.countOrZero("cache_creation.ephemeral_1h_input_tokens"));
        long read = row.countOrZero("cache_read_input_tokens");
        return new InvoiceLine(
                row.number(),
                row.day("starting_at"),
                "messages",
                row.text("model"),
                row.optional("workspace_id"),
                null,
                null,
                new TokenCounts(
                        row.count("uncached_input_tokens") + written + read,
                        read,
                        written,
                        row.count("output_tokens"),
                        0));
    }

    private JsonNode tree(byte[] document) {
        try {
            return json.readTree(document);
        } catch (IOException malformed) {
            throw INVOICE_MALFORMED.because("It is no JSON");
        }
    }

    private static JsonNode array(JsonNode parent, String name) {
        JsonNode array = parent.path(name);
        if (!array.isArray()) {
            throw INVOICE_MALFORMED.at(name, "Send the provider's answer as it is: '" + name + "' is a list in it");
        }
        return array;
    }

    private static @Nullable String field(JsonNode result, JsonNode bucket, String name) {
        String pointer = "/" + name.replace('.', '/');
        JsonNode value = result.at(pointer).isMissingNode() ? bucket.at(pointer) : result.at(pointer);
        return value.isMissingNode() || value.isNull() ? null : value.asText();
    }
}
