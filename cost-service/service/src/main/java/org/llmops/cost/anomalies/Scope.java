package org.llmops.cost.anomalies;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.rollups.Dimension;

/**
 * Whose spend is watched: a workspace's, or that of its calls with one value of a dimension.
 *
 * @param dimension absent for all of the workspace
 * @param value empty for all of the workspace
 */
record Scope(@Nullable Dimension dimension, String value) {
    static final Scope WORKSPACE = new Scope(null, "");

    private static final String ALL = "workspace";

    /** Reads what label and value are of a scope. */
    static Scope of(String label, String value) {
        return label.equals(ALL)
                ? WORKSPACE
                : new Scope(Dimension.labelled(label).orElseThrow(), value);
    }

    String label() {
        return dimension == null ? ALL : dimension.label();
    }

    Map<Dimension, String> filter() {
        return dimension == null ? Map.of() : Map.of(dimension, value);
    }

    /** For people to read. */
    String title() {
        return dimension == null ? "the workspace" : label() + " " + value;
    }
}
