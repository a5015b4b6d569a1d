package org.llmops.cost.budgets;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The calls a budget pays for: those that have all of what is named here. Absent: does not matter. */
public record BudgetScope(
        @Nullable String team,
        @Nullable String app,
        @Nullable String key,
        @Nullable String endUser,
        @Nullable String provider,
        @Nullable String model,
        @Nullable String route,
        @Nullable String prompt,
        Map<String, String> tags) {
    /** Every call of the workspace. */
    public static final BudgetScope WORKSPACE =
            new BudgetScope(null, null, null, null, null, null, null, null, Map.of());

    public BudgetScope {
        tags = Map.copyOf(tags);
    }

    /** Every call of an application. */
    public static BudgetScope ofApp(@Nullable String app) {
        return new BudgetScope(null, app, null, null, null, null, null, null, Map.of());
    }

    /** Whether a call is paid for. */
    public boolean covers(CallScope call) {
        return holds(team, call.team())
                && holds(app, call.app())
                && holds(key, call.key())
                && holds(endUser, call.endUser())
                && holds(provider, call.provider())
                && holds(model, call.model())
                && holds(route, call.route())
                && holds(prompt, call.prompt())
                && call.tags().entrySet().containsAll(tags.entrySet());
    }

    /** What is named, by its field; without tags. */
    public Map<String, String> named() {
        Map<String, String> named = new LinkedHashMap<>();
        put(named, "team", team);
        put(named, "app", app);
        put(named, "key", key);
        put(named, "end_user", endUser);
        put(named, "provider", provider);
        put(named, "model", model);
        put(named, "route", route);
        put(named, "prompt", prompt);
        return named;
    }

    private static void put(Map<String, String> named, String field, @Nullable String value) {
        if (value != null) {
            named.put(field, value);
        }
    }

    /** The first field in which another scope differs; null when none does. */
    @Nullable
    String differsIn(BudgetScope other) {
        return Stream.of(
                        differs("team", team, other.team),
                        differs("app", app, other.app),
                        differs("key", key, other.key),
                        differs("end_user", endUser, other.endUser),
                        differs("provider", provider, other.provider),
                        differs("model", model, other.model),
                        differs("route", route, other.route),
                        differs("prompt", prompt, other.prompt),
                        differs("tags", tags, other.tags))
                .filter(field -> !field.isEmpty())
                .findFirst()
                .orElse(null);
    }

    private static String differs(String field, @Nullable Object one, @Nullable Object other) {
        return Objects.equals(one, other) ? "" : field;
    }

    private static boolean holds(@Nullable String wanted, @Nullable String is) {
        return wanted == null || wanted.equals(is);
    }
}
