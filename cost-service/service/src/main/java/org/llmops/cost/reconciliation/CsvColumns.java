package org.llmops.cost.reconciliation;

import jakarta.validation.constraints.Size;
import jakarta.ws.rs.QueryParam;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which columns of a CSV file mean what. */
public class CsvColumns {
    @QueryParam("day_column")
    @Size(max = 200)
    @Parameter(description = "Column with the day, or a time in UTC")
    @Nullable
    String day;

    @QueryParam("model_column")
    @Size(max = 200)
    @Parameter(description = "Column with the model")
    @Nullable
    String model;

    @QueryParam("project_column")
    @Size(max = 200)
    @Parameter(description = "Column with the provider's project or key")
    @Nullable
    String project;

    @QueryParam("item_column")
    @Size(max = 200)
    @Parameter(description = "Column that says what a line is for")
    @Nullable
    String item;

    @QueryParam("amount_column")
    @Size(max = 200)
    @Parameter(description = "Column with the amount in USD; without it, the file is a usage export")
    @Nullable
    String amount;

    @QueryParam("currency_column")
    @Size(max = 200)
    @Parameter(description = "Column with the currency, which has to be USD")
    @Nullable
    String currency;

    @QueryParam("requests_column")
    @Size(max = 200)
    @Parameter(description = "Column with the number of requests")
    @Nullable
    String requests;

    @QueryParam("input_tokens_column")
    @Size(max = 200)
    @Parameter(description = "Column with all input tokens, cached included")
    @Nullable
    String inputTokens;

    @QueryParam("cached_tokens_column")
    @Size(max = 200)
    @Parameter(description = "Column with the input tokens that were read from the provider's cache")
    @Nullable
    String cachedTokens;

    @QueryParam("output_tokens_column")
    @Size(max = 200)
    @Parameter(description = "Column with the output tokens")
    @Nullable
    String outputTokens;

    /** The same file read otherwise is another import. */
    String fingerprint() {
        return Stream.of(day, model, project, item, amount, currency, requests, inputTokens, cachedTokens, outputTokens)
                .map(String::valueOf)
                .collect(Collectors.joining("\n"));
    }
}
