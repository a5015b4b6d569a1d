package org.llmops.cost.reconciliation;

import static org.llmops.cost.CostProblem.INVOICE_FORMAT_UNKNOWN;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What providers tell their customers of usage and cost, and how it is written. */
enum InvoiceFormat {
    /** The answer of OpenAI's `GET /v1/organization/costs`. */
    OPENAI_COSTS("openai"),
    /** The answer of OpenAI's `GET /v1/organization/usage/completions`. */
    OPENAI_USAGE("openai"),
    /** The answer of Anthropic's `GET /v1/organizations/cost_report`: amounts in cents. */
    ANTHROPIC_COSTS("anthropic"),
    /** The answer of Anthropic's `GET /v1/organizations/usage_report/messages`. */
    ANTHROPIC_USAGE("anthropic"),
    /** A cost or usage CSV file from Anthropic's console. */
    ANTHROPIC_CSV("anthropic"),
    /** Any CSV file: the request says which column is which. */
    CSV(null);

    private final @Nullable String provider;

    InvoiceFormat(@Nullable String provider) {
        this.provider = provider;
    }

    static InvoiceFormat parse(@Nullable String label) {
        return Arrays.stream(values())
                .filter(format -> format.label().equals(label))
                .findFirst()
                .orElseThrow(() -> INVOICE_FORMAT_UNKNOWN.at(
                        "format",
                        "A format is one of "
                                + Arrays.stream(values())
                                        .map(InvoiceFormat::label)
                                        .collect(Collectors.joining(", "))));
    }

    @JsonValue
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whose format it is; absent when anyone's. */
    @Nullable
    String provider() {
        return provider;
    }
}
