package org.llmops.router.reserve;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The budgets of a workspace, as they were when last heard of. Each is filed under the narrowest thing it names, so that
 * a call looks at those of its own end user, key and application and not at everybody's. Immutable.
 */
final class BudgetBook {
    static final BudgetBook EMPTY = new BudgetBook(List.of(), Map.of());
    private static final Purse[] NONE = {};

    private final Map<String, Purse> all = new HashMap<>();
    private final Map<String, String> teamOfApp;
    private final List<Purse> everybodys = new ArrayList<>();
    private final Map<String, List<Purse>> byEndUser = new HashMap<>();
    private final Map<String, List<Purse>> byKey = new HashMap<>();
    private final Map<String, List<Purse>> byApp = new HashMap<>();
    private final Map<String, List<Purse>> byTeam = new HashMap<>();
    private final Purse @Nullable [] wholly;

    BudgetBook(Collection<Purse> purses, Map<String, String> teamOfApp) {
        this.teamOfApp = Map.copyOf(teamOfApp);
        purses.forEach(this::file);
        boolean unconditional = purses.stream().allMatch(purse -> purse.scope().isEverything());
        this.wholly = unconditional ? purses.toArray(Purse[]::new) : null;
    }

    private void file(Purse purse) {
        all.put(purse.budgetId(), purse);
        ScopeMatch scope = purse.scope();
        if (scope.endUser() != null) {
            byEndUser
                    .computeIfAbsent(scope.endUser(), first -> new ArrayList<>())
                    .add(purse);
        } else if (scope.key() != null) {
            byKey.computeIfAbsent(scope.key(), first -> new ArrayList<>()).add(purse);
        } else if (scope.app() != null) {
            byApp.computeIfAbsent(scope.app(), first -> new ArrayList<>()).add(purse);
        } else if (scope.team() != null) {
            byTeam.computeIfAbsent(scope.team(), first -> new ArrayList<>()).add(purse);
        } else {
            everybodys.add(purse);
        }
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    Collection<Purse> purses() {
        return all.values();
    }

    @Nullable
    Purse purse(String budget) {
        return all.get(budget);
    }

    @Nullable
    String teamOf(@Nullable String app) {
        return app == null ? null : teamOfApp.get(app);
    }

    /** Whether every budget pays for every call, so that nothing of a call has to be known. */
    boolean isUnconditional() {
        return wholly != null;
    }

    /** The budgets of every call; only of an unconditional book. */
    Purse[] wholly() {
        return wholly == null ? NONE : wholly;
    }

    /** The budgets that may pay for a call, depending only on what answers it. */
    Purse[] of(CallScope call) {
        List<Purse> found = new ArrayList<>();
        add(found, everybodys, call);
        addFiled(found, byEndUser, call.endUser(), call);
        addFiled(found, byKey, call.key(), call);
        addFiled(found, byApp, call.app(), call);
        addFiled(found, byTeam, call.team(), call);
        return found.isEmpty() ? NONE : found.toArray(Purse[]::new);
    }

    private static void addFiled(
            List<Purse> found, Map<String, List<Purse>> filed, @Nullable String under, CallScope call) {
        if (under != null && !filed.isEmpty()) {
            add(found, filed.getOrDefault(under, List.of()), call);
        }
    }

    private static void add(List<Purse> found, List<Purse> candidates, CallScope call) {
        for (Purse purse : candidates) {
            if (purse.scope().covers(call)) {
                found.add(purse);
            }
        }
    }
}
