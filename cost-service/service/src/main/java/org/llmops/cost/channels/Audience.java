package org.llmops.cost.channels;

import static org.llmops.cost.CostProblem.CHANNEL_SCOPE_INVALID;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.llmops.cost.alerts.Alert;
import org.llmops.cost.alerts.Severity;
import org.llmops.cost.alerts.SignalKind;

/**
 * Which alerts a channel is told of.
 *
 * @param kinds all of them when empty
 * @param scope what an alert has to be about: it has all that is named here
 */
public record Audience(Set<SignalKind> kinds, Severity minSeverity, Map<String, String> scope) {
    private static final Set<String> DIMENSIONS =
            Set.of("team", "app", "key", "end_user", "provider", "model", "route", "prompt", "operation", "region");

    public Audience {
        kinds = kinds.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(kinds));
        scope = Collections.unmodifiableMap(new TreeMap<>(scope));
        for (String dimension : scope.keySet()) {
            if (!DIMENSIONS.contains(dimension)) {
                throw CHANNEL_SCOPE_INVALID.at(
                        "scope." + dimension, "Write one of " + String.join(", ", new TreeSet<>(DIMENSIONS)));
            }
        }
    }

    public boolean includes(Alert alert) {
        return (kinds.isEmpty() || kinds.contains(alert.kind()))
                && alert.severity().isAtLeast(minSeverity)
                && scope.entrySet().stream().allMatch(wanted -> isAbout(alert, wanted.getKey(), wanted.getValue()));
    }

    /** An alert names its scope by a fact for each dimension, or as one `dimension` and its `value`. */
    private static boolean isAbout(Alert alert, String dimension, String value) {
        Map<String, Object> facts = alert.facts();
        return value.equals(facts.get(dimension))
                || dimension.equals(facts.get("dimension")) && value.equals(facts.get("value"));
    }

    List<String> kindNames() {
        return kinds.stream().map(Enum::name).toList();
    }
}
