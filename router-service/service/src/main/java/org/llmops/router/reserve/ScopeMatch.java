package org.llmops.router.reserve;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.v1.BudgetScope;
import org.llmops.router.exchange.Target;

/** Whether a budget pays for a call: for one that has all of what the budget names. */
record ScopeMatch(
        @Nullable String team,
        @Nullable String app,
        @Nullable String key,
        @Nullable String endUser,
        @Nullable String provider,
        @Nullable String model,
        @Nullable String route,
        @Nullable String prompt,
        Map<String, String> tags) {

    static ScopeMatch of(BudgetScope scope) {
        return new ScopeMatch(
                named(scope.getTeam()),
                named(scope.getApp()),
                named(scope.getKey()),
                named(scope.getEndUser()),
                named(scope.getProvider()),
                named(scope.getModel()),
                named(scope.getRoute()),
                named(scope.getPrompt()),
                Map.copyOf(scope.getTagsMap()));
    }

    /** Whether it pays for every call of the workspace. */
    boolean isEverything() {
        return namesNothingOfTheCall() && provider == null && model == null;
    }

    private boolean namesNothingOfTheCall() {
        return team == null
                && app == null
                && key == null
                && endUser == null
                && route == null
                && prompt == null
                && tags.isEmpty();
    }

    /** Whatever answers. */
    boolean covers(CallScope call) {
        return holds(team, call.team())
                && holds(app, call.app())
                && holds(key, call.key())
                && holds(endUser, call.endUser())
                && holds(route, call.route())
                && holds(prompt, call.prompt())
                && (tags.isEmpty() || call.tags().entrySet().containsAll(tags.entrySet()));
    }

    /** When this target answers. */
    boolean covers(Target target) {
        return holds(provider, target.provider().priceBookProvider())
                && holds(model, target.model().id());
    }

    private static boolean holds(@Nullable String wanted, @Nullable String is) {
        return wanted == null || wanted.equals(is);
    }

    private static @Nullable String named(String text) {
        return text.isEmpty() ? null : text;
    }
}
