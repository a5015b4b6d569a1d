package org.llmops.guardrail.suites;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.GuardrailProblem;

/** A test suite before it has a number, as JSON. */
@Schema(name = "SuiteDraft")
record SuiteDraft(
        @NotNull @Size(min = 1, max = MAX_CASES) List<@NotNull @Valid SuiteCase> cases,

        @Schema(description = "Of the texts with something to find, the share that must be caught; default 1")
        @Nullable
        @DecimalMin("0")
        @DecimalMax("1")
        Double minRecall,

        @Schema(description = "Of the texts to leave alone, the share that may be changed or blocked; default 0")
        @Nullable
        @DecimalMin("0")
        @DecimalMax("1")
        Double maxFalsePositiveRate) {

    static final int MAX_CASES = 2000;

    double recall() {
        return Objects.requireNonNullElse(minRecall, 1.0);
    }

    double falsePositiveRate() {
        return Objects.requireNonNullElse(maxFalsePositiveRate, 0.0);
    }

    void refuseRepeatedIds() {
        Set<String> ids = new HashSet<>();
        for (int index = 0; index < cases.size(); index++) {
            if (!ids.add(cases.get(index).id())) {
                throw GuardrailProblem.SUITE_INVALID.at("cases[" + index + "].id", "Another case has this id");
            }
        }
    }
}
