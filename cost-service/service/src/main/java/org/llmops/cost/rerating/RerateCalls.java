package org.llmops.cost.rerating;

import static org.llmops.cost.CostProblem.TIME_RANGE_INVALID;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.Moment;

/** Which calls are to be priced anew, and by what. */
@RegisterForReflection
record RerateCalls(
        @NotBlank
        @Schema(
                description = "Calls that started then or later: a day in UTC, or a time with its offset",
                examples = "2026-03-01")
        String from,

        @NotBlank @Schema(description = "Calls that started earlier than then", examples = "2026-04-01")
        String to,

        @Size(min = 1, max = 200) @Schema(description = "Only calls of this provider") @Nullable
        String provider,

        @Size(min = 1, max = 200) @Schema(description = "Only calls of this model, as the provider calls it") @Nullable
        String model,

        @Size(min = 1, max = 200) @Schema(description = "Only calls of this application") @Nullable
        String app,

        @Min(1) @Schema(description = "The price book's version to price by; the one in force when absent") @Nullable
        Integer priceBookVersion,

        @Schema(description = "True: only tell what would be corrected") @Nullable
        Boolean dryRun) {
    Instant start() {
        return Moment.parse("from", from);
    }

    Instant end() {
        Instant start = start();
        Instant end = Moment.parse("to", to);
        if (!start.isBefore(end)) {
            throw TIME_RANGE_INVALID.at("to", "The end must be after the beginning, " + start);
        }
        return end;
    }

    boolean onlyTells() {
        return Boolean.TRUE.equals(dryRun);
    }
}
