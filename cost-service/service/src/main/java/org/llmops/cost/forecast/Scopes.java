package org.llmops.cost.forecast;

import static org.llmops.cost.CostProblem.FORECAST_SCOPE_UNKNOWN;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.budgets.BudgetScope;
import org.llmops.cost.rollups.Dimension;

/** Finds the sums that belong to the calls a budget pays for. */
final class Scopes {
    private Scopes() {}

    /** False: nobody adds up just these calls hour by hour. */
    static boolean areSummedUp(BudgetScope scope) {
        boolean tagFits = scope.tags().isEmpty()
                || scope.tags().size() == 1 && scope.key() == null && scope.route() == null && scope.prompt() == null;
        return scope.endUser() == null && tagFits;
    }

    static Map<Dimension, String> of(BudgetScope scope) {
        if (!areSummedUp(scope)) {
            throw FORECAST_SCOPE_UNKNOWN.because(
                    "Hourly sums are kept by team, app, key, provider, model, route and prompt, and by one tag beside team, app,"
                            + " provider and model; not by end user");
        }
        Map<Dimension, String> dimensions = new EnumMap<>(Dimension.class);
        put(dimensions, Dimension.TEAM, scope.team());
        put(dimensions, Dimension.APP, scope.app());
        put(dimensions, Dimension.KEY, scope.key());
        put(dimensions, Dimension.PROVIDER, scope.provider());
        put(dimensions, Dimension.MODEL, scope.model());
        put(dimensions, Dimension.ROUTE, scope.route());
        put(dimensions, Dimension.PROMPT, scope.prompt());
        scope.tags().forEach((name, value) -> put(dimensions, Dimension.TAG, name + "=" + value));
        return dimensions;
    }

    private static void put(Map<Dimension, String> dimensions, Dimension dimension, @Nullable String value) {
        if (value != null) {
            dimensions.put(dimension, value);
        }
    }
}
