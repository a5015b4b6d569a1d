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
 * Describes what a key shall be good for.
 *
 * @param expiresAt it is not accepted from then on; left out: until revoked
 * @param allowedModels models and routes it may call, such as `gpt-*` and `route:support`; left out: every one
 * @param requestsPerMinute its own limit; left out: none
 * @param tokensPerMinute its own limit; left out: none
 * @param maxConcurrency calls that it may have running at the same time; left out: any number
 */
record TermsRequest(
        @Size(max = 500) @Nullable String description,

        @Nullable Instant expiresAt,

        @Size(min = 1, max = 100) @Nullable List<@NotNull @Pattern(regexp = MODEL, message = MODEL_RULE) String> allowedModels,

        @Min(1) @Max(Limit.MOST) @Nullable Long requestsPerMinute,

        @Min(1) @Max(Limit.MOST) @Nullable Long tokensPerMinute,

        @Min(1) @Max(Limit.MOST) @Nullable Long maxConcurrency) {
    static final String MODEL = "[!-~]{1,200}";
    static final String MODEL_RULE = "must be 1 to 200 printable ASCII characters without spaces; '*' stands for any";

    KeyTerms terms() {
        return new KeyTerms(
                description,
                expiresAt,
                allowedModels == null ? AllowedModels.ALL : new AllowedModels(allowedModels),
                requestsPerMinute,
                tokensPerMinute,
                maxConcurrency);
    }
}
