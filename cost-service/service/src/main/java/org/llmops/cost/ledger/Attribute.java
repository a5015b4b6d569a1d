package org.llmops.cost.ledger;

import static org.llmops.cost.CostProblem.FILTER_UNKNOWN;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a call may have or lack. Each is a parameter of the ledger's query, of the same name. */
public enum Attribute {
    TEAM,
    APP,
    /** Public id of the API key. */
    KEY,
    END_USER,
    PROVIDER,
    MODEL,
    ROUTE,
    PROMPT,
    OPERATION,
    SURFACE,
    SERVICE_TIER,
    REGION,
    /** `name=value`. */
    TAG;

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

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** SQL that holds for calls with the value that the parameter of this name has. */
    String condition() {
        return switch (this) {
            case KEY -> "subject_kind = 'app' and subject = :key";
            case TAG -> "tags @> cast(cast(:tag as text) as jsonb)";
            default -> label() + " = :" + label();
        };
    }

    /** SQL that holds for calls that have none. */
    String absence() {
        return switch (this) {
            case KEY -> "subject_kind <> 'app'";
            case TAG -> "(tags is null or tags = '{}')";
            default -> label() + " is null";
        };
    }

    private static Attribute of(String label) {
        return Arrays.stream(values())
                .filter(attribute -> attribute.label().equals(label))
                .findFirst()
                .orElseThrow(() -> FILTER_UNKNOWN.at(
                        "without", "'" + label + "' is none of " + labels(EnumSet.allOf(Attribute.class))));
    }
}
