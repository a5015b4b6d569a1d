package org.llmops.router.providers;

import static java.util.Objects.requireNonNullElse;
import static org.llmops.router.RouterProblem.PROVIDER_INVALID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.hosts.AllowedHosts;

/**
 * Describes a provider.
 *
 * @param name in a PUT, the path says it, and this may be left out
 * @param credential write-only; left out: none, or in a PUT the one it has
 * @param priceBookProvider the name its models are priced under; left out: its own
 * @param maxConcurrency calls that each instance of the router makes to one of its models at once; left out: as many as
 *     come
 * @param maxQueue calls that may wait for their turn; left out: 100
 * @param maxQueueMs the longest one of them waits; left out: 10 seconds
 * @param surfaces what of OpenAI's API it serves itself; left out: everything for OpenAI and Azure, for others all but
 *     responses
 */
record ProviderRequest(
        @Pattern(regexp = NAME, message = NAME_MESSAGE) @Nullable
        String name,

        @NotNull Dialect dialect,

        @NotNull @Size(min = 1, max = 2000) String baseUrl,

        @Size(max = 10_000) @Nullable String credential,

        @Pattern(regexp = NAME, message = NAME_MESSAGE) @Nullable
        String priceBookProvider,

        @NotNull @Size(min = 1, max = 500) List<@NotNull @Valid Model> models,

        @Min(1) @Max(100_000) @Nullable Integer maxConcurrency,

        @Min(0) @Max(10_000) @Nullable Integer maxQueue,

        @Min(1) @Max(600_000) @Nullable Integer maxQueueMs,

        @Size(min = 1, max = 4) @Nullable List<@NotNull Surface> surfaces) {
    private static final String NAME = "[a-z0-9][a-z0-9._-]{0,62}";
    private static final int DEFAULT_MAX_QUEUE = 100;
    private static final int DEFAULT_MAX_QUEUE_MS = 10_000;
    private static final String NAME_MESSAGE = "must be 1 to 63 of a-z, 0-9, '.', '_', '-'";

    /** The name of a provider to be. */
    String newName() {
        if (name == null) {
            throw PROVIDER_INVALID.at("name", "Give the provider a name");
        }
        return name;
    }

    ProviderRequest forPath(String pathName) {
        if (name != null && !name.equals(pathName)) {
            throw PROVIDER_INVALID.at("name", "A provider keeps its name: leave it out, or give that of the path");
        }
        return this;
    }

    ProviderDefinition definition(String finalName, AllowedHosts allowed) {
        URI url = BaseUrl.check(baseUrl, allowed, dialect == Dialect.AZURE);
        Access.check(dialect, url, optionalCredential());
        return new ProviderDefinition(
                dialect,
                url,
                requireNonNullElse(priceBookProvider, finalName),
                models.stream().map(Model::model).toList(),
                capacity(),
                surfaces == null ? Set.of() : Set.copyOf(surfaces));
    }

    private Capacity capacity() {
        if (maxConcurrency == null) {
            if (maxQueue != null || maxQueueMs != null) {
                throw PROVIDER_INVALID.at("max_concurrency", "Without it nothing ever waits: give it too");
            }
            return Capacity.UNLIMITED;
        }
        return new Capacity(
                maxConcurrency,
                requireNonNullElse(maxQueue, DEFAULT_MAX_QUEUE),
                Duration.ofMillis(requireNonNullElse(maxQueueMs, DEFAULT_MAX_QUEUE_MS)));
    }

    /** Empty when it was left out. */
    Optional<Credential> optionalCredential() {
        return Optional.ofNullable(credential).map(String::strip).map(Credential::of);
    }

    /** Credentials are not for logs. */
    @Override
    public String toString() {
        return "ProviderRequest[" + name + "]";
    }

    /**
     * A model of the provider.
     *
     * @param capabilities what it is able to do beyond text; left out: anything
     */
    record Model(
            @NotNull @Pattern(regexp = "\\S{1,200}", message = "must be 1 to 200 characters without space")
            String id,

            @Min(1) @Nullable Long contextWindow,

            @Min(1) @Nullable Long maxOutputTokens,

            @Size(max = 200) @Nullable String displayName,

            @Size(max = 10) @Nullable List<@NotNull Capability> capabilities) {
        ProviderModel model() {
            return new ProviderModel(
                    id,
                    requireNonNullElse(contextWindow, 0L),
                    requireNonNullElse(maxOutputTokens, 0L),
                    displayName,
                    capabilities == null
                            ? null
                            : capabilities.stream().distinct().toList());
        }
    }
}
