package org.llmops.cost.ledger;

import static org.llmops.cost.CostProblem.FILTER_UNKNOWN;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a call may have or lack. Each is a column of the ledger and a parameter of its query, of the same name. */
public enum Attribute {
    APP,
    MODEL,
    PROMPT;

    /** Reads a list such as `app,prompt`. */
    static Set<Attribute> parse(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .map(Attribute::of)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Attribute.class)));
    }

    /** The list that parse reads. */
    public static String labels(Set<Attribute> attributes) {
        return attributes.stream().sorted().map(Attribute::label).collect(Collectors.joining(","));
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static Attribute of(String label) {
        return Arrays.stream(values())
                .filter(attribute -> attribute.label().equals(label))
                .findFirst()
                .orElseThrow(() -> FILTER_UNKNOWN.at(
                        "without", "'" + label + "' is none of " + labels(EnumSet.allOf(Attribute.class))));
    }
}
