package org.llmops.cost.anomalies;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What somebody thinks of an anomaly.
 *
 * @param verdict `acknowledged`; or `expected`, which makes its hours usual and keeps more of the same quiet for four weeks;
 *     or `new`, which takes either back
 * @param note why
 */
@RegisterForReflection
record VerdictRequest(
        @NotNull Verdict verdict,
        @Nullable @Size(max = 2_000) String note) {}
