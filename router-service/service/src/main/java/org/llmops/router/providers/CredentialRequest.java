package org.llmops.router.providers;

import static java.util.Objects.requireNonNullElse;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A further credential of a provider.
 *
 * @param id what it is called
 * @param secret write-only
 * @param weight how often it is used, compared to the others; left out: 1
 */
record CredentialRequest(
        @NotNull @Pattern(regexp = "[a-z0-9][a-z0-9._-]{0,62}", message = "must be 1 to 63 of a-z, 0-9, '.', '_', '-'")
        String id,

        @NotNull @Size(min = 1, max = 10_000) @Pattern(regexp = "(?s).*\\S.*", message = "must say something")
        String secret,

        @Min(1) @Max(1000) @Nullable Integer weight) {
    Credential credential() {
        return Credential.of(secret.strip());
    }

    int weightOrOne() {
        return requireNonNullElse(weight, 1);
    }

    /** Credentials are not for logs. */
    @Override
    public String toString() {
        return "CredentialRequest[" + id + "]";
    }
}
