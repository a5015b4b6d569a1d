package org.llmops.cost.looks;

import java.util.Locale;

/** What is looked for. */
public enum LookKind {
    ANOMALIES,
    FORECAST;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
