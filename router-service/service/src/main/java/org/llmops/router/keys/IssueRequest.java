package org.llmops.router.keys;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.router.limits.Limit;

/**
 * Asks for a key.
 *
 * @param app the application that will use it
 * @param expiresAt it is not accepted from then on; left out: until revoked
 * @param allowedModels models and routes it may call, such as `gpt-*` and `route:support`; left out: every one
 * @param requestsPerMinute its own limit; left out: none
 * @param tokensPerMinute its own limit; left out: none
 * @param maxConcurrency calls that it may have running at the same time; left out: any number
 */
record IssueRequest(
        @NotNull @Pattern(regexp = "[a-z0-9][a-z0-9._-]{0,62}", message = "must be 1 to 63 of a-z, 0-9, '.', '_', '-'")
        String app,

        @Size(max = 500) @Nullable String description,

        @Nullable Instant expiresAt,

        @Size(min = 1, max = 100) @Nullable List<@NotNull String> allowedModels,

        @Min(1) @Max(Limit.MOST) @Nullable Long requestsPerMinute,

        @Min(1) @Max(Limit.MOST) @Nullable Long tokensPerMinute,

        @Min(1) @Max(Limit.MOST) @Nullable Long maxConcurrency) {
    KeyTerms terms() {
        return new TermsRequest(
                        description, expiresAt, allowedModels, requestsPerMinute, tokensPerMinute, maxConcurrency)
                .terms();
    }
}
