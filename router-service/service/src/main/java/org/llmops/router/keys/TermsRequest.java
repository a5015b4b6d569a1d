package org.llmops.router.keys;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.problem.RequestProblem;
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

        @Size(min = 1, max = 100) @Nullable List<@NotNull String> allowedModels,

        @Min(1) @Max(Limit.MOST) @Nullable Long requestsPerMinute,

        @Min(1) @Max(Limit.MOST) @Nullable Long tokensPerMinute,

        @Min(1) @Max(Limit.MOST) @Nullable Long maxConcurrency) {
    private static final Pattern MODEL = Pattern.compile("[!-~]{1,200}");

    KeyTerms terms() {
        return new KeyTerms(description, expiresAt, allowed(), requestsPerMinute, tokensPerMinute, maxConcurrency);
    }

    private AllowedModels allowed() {
        if (allowedModels == null) {
            return AllowedModels.ALL;
        }
        for (int i = 0; i < allowedModels.size(); i++) {
            if (!MODEL.matcher(allowedModels.get(i)).matches()) {
                throw RequestProblem.FIELD_INVALID.at(
                        "allowed_models[" + i + "]",
                        "must be 1 to 200 printable ASCII characters without spaces; '*' stands for any");
            }
        }
        return new AllowedModels(allowedModels);
    }
}
