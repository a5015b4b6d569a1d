package org.llmops.cost.quoting;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request that could be made, and the models it could go to.
 *
 * @param inputTokens where somebody has counted them
 * @param messageBytes else the bytes of each message: at most one token each, and one for four of them expected
 * @param maxOutputTokens the longest answer it allows; absent: what the service assumes
 * @param cachedInputTokens input that is expected to be read from the provider's cache
 * @param units other units it will take, such as `output_images` or `web_searches`
 */
@RegisterForReflection
record RequestToQuote(
        @NotEmpty @Size(max = 50) List<@Valid @NotNull Candidate> models,
        @Nullable @Min(0) @Max(MOST) Long inputTokens,
        @Nullable @Size(max = 1_000) List<@NotNull @Min(0) @Max(MOST) Long> messageBytes,
        @Nullable @Min(0) @Max(MOST) Long maxOutputTokens,
        @Nullable @Min(0) @Max(MOST) Long cachedInputTokens,
        @Nullable @Size(max = 100) Map<String, Long> units) {
    private static final int BYTES_PER_TOKEN = 4;
    private static final long MOST = 1_000_000_000;

    /** No tokeniser makes more than one token of a byte. */
    long mostInput() {
        return inputTokens != null ? inputTokens : bytes();
    }

    long expectedInput() {
        return inputTokens != null ? inputTokens : Math.ceilDiv(bytes(), BYTES_PER_TOKEN);
    }

    long expectedCached() {
        return Math.min(expectedInput(), Objects.requireNonNullElse(cachedInputTokens, 0L));
    }

    Map<String, Long> otherUnits() {
        return Objects.requireNonNullElse(units, Map.of());
    }

    private long bytes() {
        return messageBytes == null
                ? 0
                : messageBytes.stream().mapToLong(Long::longValue).sum();
    }

    /**
     * A model the request could go to.
     *
     * @param serviceTier absent: `standard`
     * @param region absent: anywhere
     */
    @RegisterForReflection
    record Candidate(
            @NotBlank @Size(max = 200) String provider,
            @NotBlank @Size(max = 200) String model,
            @Nullable @Size(max = 20) String serviceTier,
            @Nullable @Size(max = 100) String region) {}
}
