package org.llmops.cost.spending;

import static org.llmops.cost.CostProblem.GROUPING_UNKNOWN;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** By what spend can be told apart. */
enum Grouping {
    DAY("cast(started_at at time zone 'UTC' as date)"),
    MODEL("model"),
    APP("app"),
    /** A prompt and its version: versions of different prompts have nothing in common. */
    PROMPT_VERSION("prompt", "prompt_version");

    private final List<String> columns;

    Grouping(String... columns) {
        this.columns = List.of(columns);
    }

    /** SQL for what is grouped by. */
    List<String> columns() {
        return columns;
    }

    /** Reads a list such as `day,model`; the rows are in this enum's order, however it is written. */
    static Set<Grouping> parse(String list) {
        Set<Grouping> groupings = EnumSet.noneOf(Grouping.class);
        for (String name : list.split(",", -1)) {
            groupings.add(Arrays.stream(values())
                    .filter(grouping -> grouping.label().equals(name.strip()))
                    .findFirst()
                    .orElseThrow(() -> GROUPING_UNKNOWN.at(
                            "group_by", "'" + name + "' is none of " + labels(EnumSet.allOf(Grouping.class)))));
        }
        return groupings;
    }

    static String labels(Set<Grouping> groupings) {
        return groupings.stream().map(Grouping::label).collect(Collectors.joining(","));
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
