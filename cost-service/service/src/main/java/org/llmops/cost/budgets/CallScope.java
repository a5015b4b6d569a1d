package org.llmops.cost.budgets;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a call decides which budgets pay for it; what it does not have is absent.
 *
 * @param key public id of the API key
 * @param provider the one that answered, as in the price book
 * @param model the one that answered, as its provider calls it
 * @param tags what the client attached
 */
public record CallScope(
        @Nullable String team,
        @Nullable String app,
        @Nullable String key,
        @Nullable String endUser,
        @Nullable String provider,
        @Nullable String model,
        @Nullable String route,
        @Nullable String prompt,
        Map<String, String> tags) {
    public CallScope {
        tags = Map.copyOf(tags);
    }

    /** All that is known of whom an application belongs to. */
    public static CallScope ofApp(@Nullable String team, @Nullable String app) {
        return new CallScope(team, app, null, null, null, null, null, null, Map.of());
    }
}
