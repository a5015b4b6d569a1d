package org.llmops.router.limits;

import static org.llmops.router.RouterProblem.LIMIT_INVALID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Describes a limit.
 *
 * @param amount may be used at once, and comes back evenly over the window
 * @param window `1s` to `31d`; left out for concurrency
 * @param onRedisAway left out: `local`
 */
record LimitRequest(
        @NotNull @Valid ScopeRequest scope,
        @NotNull LimitUnit unit,

        @NotNull @Min(1) @Max(Limit.MOST) Long amount,

        @Size(max = 20) @Nullable String window,

        @Nullable OnRedisAway onRedisAway) {
    LimitDefinition definition() {
        return new LimitDefinition(
                scope.scope(), unit, amount, duration(), onRedisAway == null ? OnRedisAway.LOCAL : onRedisAway);
    }

    private @Nullable Duration duration() {
        if (unit == LimitUnit.CONCURRENCY) {
            if (window != null) {
                throw LIMIT_INVALID.at("window", "Calls at the same time are counted without a window: leave it out");
            }
            return null;
        }
        if (window == null) {
            throw LIMIT_INVALID.at(
                    "window", "Say over which time the " + unit.words() + " are counted, such as \"1m\"");
        }
        return Window.parse(window)
                .orElseThrow(() -> LIMIT_INVALID.at(
                        "window", "must be a number and s, m, h or d, from \"1s\" to \"31d\", such as \"5m\""));
    }

    /**
     * Whose use is counted.
     *
     * @param value a name, or `*` for each one for itself; left out for the workspace
     */
    record ScopeRequest(
            @NotNull Scope.Kind kind,
            @Size(min = 1, max = 200) @Nullable String value) {
        private Scope scope() {
            if (kind == Scope.Kind.WORKSPACE) {
                if (value != null && !value.equals(Scope.EACH)) {
                    throw LIMIT_INVALID.at("scope.value", "There is but this workspace: leave it out");
                }
                return new Scope(kind, Scope.EACH);
            }
            if (value == null) {
                throw LIMIT_INVALID.at("scope.value", "Give a name, or \"*\" for each one for itself");
            }
            return new Scope(kind, value);
        }
    }
}
