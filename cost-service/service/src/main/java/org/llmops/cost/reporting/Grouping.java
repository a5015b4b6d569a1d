package org.llmops.cost.reporting;

import static org.llmops.cost.CostProblem.GROUPING_UNKNOWN;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.rollups.Dimension;
import org.llmops.cost.rollups.Grain;

/**
 * By what a report tells calls apart.
 *
 * @param grain how finely time is told apart; absent when it is not
 * @param tag whose values, where there is a tag among the dimensions
 */
record Grouping(
        @Nullable Grain grain, Set<Dimension> by, @Nullable String tag) {
    private static final String TAG_PREFIX = "tag:";

    Grouping {
        by = Set.copyOf(by);
    }

    /** Reads a list such as `day,model` or `tag:feature,app`. */
    static Grouping parse(String list) {
        Grain grain = null;
        String tag = null;
        Set<Dimension> by = EnumSet.noneOf(Dimension.class);
        for (String written : list.split(",", -1)) {
            String name = written.strip();
            Optional<Grain> asGrain = Grain.labelled(name);
            if (asGrain.isPresent()) {
                grain = once(grain, asGrain.get());
            } else if (name.startsWith(TAG_PREFIX) && name.length() > TAG_PREFIX.length()) {
                tag = once(tag, name.substring(TAG_PREFIX.length()));
                by.add(Dimension.TAG);
            } else {
                by.add(dimension(name));
            }
        }
        if (by.contains(Dimension.PROMPT_VERSION)) {
            by.add(Dimension.PROMPT);
        }
        return new Grouping(grain, by, tag);
    }

    /** Dimensions alone, of a report that does not tell time apart. */
    static Grouping parseWithoutTime(String field, String list) {
        Grouping grouping = parse(list);
        if (grouping.grain != null) {
            throw GROUPING_UNKNOWN.at(field, "This report is of its whole time: group by dimensions only");
        }
        return grouping;
    }

    /** In a fixed order, however it was written; the prompt goes without saying where its version is named. */
    String labels() {
        List<String> labels = new ArrayList<>();
        if (grain != null) {
            labels.add(grain.label());
        }
        Arrays.stream(Dimension.values())
                .filter(by::contains)
                .filter(dimension -> dimension != Dimension.PROMPT || !by.contains(Dimension.PROMPT_VERSION))
                .map(dimension -> dimension == Dimension.TAG ? TAG_PREFIX + tag : dimension.label())
                .forEach(labels::add);
        return String.join(",", labels);
    }

    private static <T> T once(@Nullable T before, T now) {
        if (before != null && !before.equals(now)) {
            throw GROUPING_UNKNOWN.at("group_by", "Time is told apart in one way, and so are tags: " + before);
        }
        return now;
    }

    private static Dimension dimension(String name) {
        return Dimension.labelled(name)
                .filter(dimension -> dimension != Dimension.TAG)
                .orElseThrow(() -> GROUPING_UNKNOWN.at("group_by", "'" + name + "' is none of " + known()));
    }

    private static String known() {
        return Stream.concat(
                        Arrays.stream(Grain.values()).map(Grain::label),
                        Arrays.stream(Dimension.values())
                                .map(dimension ->
                                        dimension == Dimension.TAG ? TAG_PREFIX + "<name>" : dimension.label()))
                .collect(Collectors.joining(", "));
    }
}
