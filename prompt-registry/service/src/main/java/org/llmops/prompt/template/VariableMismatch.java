package org.llmops.prompt.template;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How the values given differ from the variables there are.
 *
 * @param missing variables without a value
 * @param unknown values without a variable
 */
public record VariableMismatch(SortedSet<String> missing, SortedSet<String> unknown) {
    public VariableMismatch {
        missing = Collections.unmodifiableSortedSet(missing);
        unknown = Collections.unmodifiableSortedSet(unknown);
    }

    public static VariableMismatch between(Set<String> variables, Set<String> given) {
        return new VariableMismatch(without(variables, given), without(given, variables));
    }

    public boolean isEmpty() {
        return missing.isEmpty() && unknown.isEmpty();
    }

    private static SortedSet<String> without(Set<String> all, Set<String> excluded) {
        SortedSet<String> rest = new TreeSet<>(all);
        rest.removeAll(excluded);
        return rest;
    }
}
