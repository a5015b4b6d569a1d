package org.llmops.router.limits;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The limits of one workspace, ready to be asked which apply to a call. */
public final class LimitTable {
    /** No limits. */
    public static final LimitTable NONE = new LimitTable(List.of());

    private final Map<Scope.Kind, Map<String, List<Limit>>> byName = new EnumMap<>(Scope.Kind.class);
    private final Map<Scope.Kind, List<Limit>> forEach = new EnumMap<>(Scope.Kind.class);
    private final boolean empty;

    private LimitTable(List<Limit> limits) {
        for (Limit limit : limits) {
            Scope scope = limit.scope();
            if (scope.isEach()) {
                forEach.computeIfAbsent(scope.kind(), kind -> new ArrayList<>()).add(limit);
            } else {
                byName.computeIfAbsent(scope.kind(), kind -> new HashMap<>())
                        .computeIfAbsent(scope.value(), value -> new ArrayList<>())
                        .add(limit);
            }
        }
        this.empty = limits.isEmpty();
    }

    public static LimitTable of(List<Limit> limits) {
        return limits.isEmpty() ? NONE : new LimitTable(limits);
    }

    /** Those that bound this call; a limit set for a name stands in place of that of its family set for each. */
    public List<AppliedLimit> applying(LimitedCall call) {
        if (empty) {
            return List.of();
        }
        List<AppliedLimit> applying = new ArrayList<>(4);
        collect(Scope.Kind.WORKSPACE, Scope.EACH, applying);
        collect(Scope.Kind.APP, call.app(), applying);
        collect(Scope.Kind.KEY, call.key(), applying);
        collectModel(call, applying);
        collect(Scope.Kind.END_USER, call.endUser(), applying);
        return applying;
    }

    private void collect(Scope.Kind kind, @Nullable String value, List<AppliedLimit> applying) {
        if (value != null) {
            collect(kind, named(kind, value), value, applying);
        }
    }

    private void collectModel(LimitedCall call, List<AppliedLimit> applying) {
        if (!byName.containsKey(Scope.Kind.MODEL) && !forEach.containsKey(Scope.Kind.MODEL)) {
            return;
        }
        List<Limit> named = new ArrayList<>();
        call.modelNames().forEach(name -> named.addAll(named(Scope.Kind.MODEL, name)));
        collect(Scope.Kind.MODEL, named, call.model(), applying);
    }

    private void collect(Scope.Kind kind, List<Limit> named, String value, List<AppliedLimit> applying) {
        named.forEach(
                limit -> applying.add(new AppliedLimit(limit, limit.scope().value())));
        List<Limit> each = forEach.getOrDefault(kind, List.of());
        if (each.isEmpty()) {
            return;
        }
        Set<Limit.Family> replaced = new HashSet<>();
        named.forEach(limit -> replaced.add(limit.family()));
        each.stream()
                .filter(limit -> !replaced.contains(limit.family()))
                .forEach(limit -> applying.add(new AppliedLimit(limit, value)));
    }

    private List<Limit> named(Scope.Kind kind, String value) {
        return byName.getOrDefault(kind, Map.of()).getOrDefault(value, List.of());
    }
}
