package org.llmops.cost.rollups;

import static org.llmops.cost.CostProblem.GROUPING_UNKNOWN;
import static org.llmops.cost.CostProblem.TIME_RANGE_INVALID;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** From which tables a question is answered: from days as far as it asks for whole ones, else from hours. */
enum Source {
    CALLS(EnumSet.range(Dimension.TEAM, Dimension.REGION), Sums.COLUMNS),
    END_USERS(EnumSet.of(Dimension.END_USER, Dimension.APP, Dimension.TEAM), Rollups.FEW_SUMS),
    TAGS(
            EnumSet.of(Dimension.TAG, Dimension.APP, Dimension.TEAM, Dimension.MODEL, Dimension.PROVIDER),
            Rollups.FEW_SUMS);

    private final Set<Dimension> dimensions;
    private final List<String> sums;

    Source(Set<Dimension> dimensions, List<String> sums) {
        this.dimensions = dimensions;
        this.sums = sums;
    }

    /** @throws org.llmops.platform.problem.Problem GROUPING_UNKNOWN when no table has all of the dimensions */
    static Source of(Slice slice) {
        Set<Dimension> asked = slice.dimensions();
        Source source = asked.contains(Dimension.TAG) ? TAGS : asked.contains(Dimension.END_USER) ? END_USERS : CALLS;
        if (!source.dimensions.containsAll(asked)) {
            throw GROUPING_UNKNOWN.at(
                    "group_by",
                    "%s goes together with %s only"
                            .formatted(
                                    source == TAGS ? Dimension.TAG.label() : Dimension.END_USER.label(),
                                    source.dimensions.stream()
                                            .filter(Dimension::isConfigured)
                                            .map(Dimension::label)
                                            .collect(Collectors.joining(", "))));
        }
        if (source == END_USERS
                && (slice.grain() == Grain.HOUR
                        || !Grain.DAY.start(slice.from()).equals(slice.from())
                        || !Grain.DAY.start(slice.to()).equals(slice.to()))) {
            throw TIME_RANGE_INVALID.at("from", "End users are summed up by whole days of UTC");
        }
        return source;
    }

    /** SQL for a sum, nothing where the table has none such. */
    String sum(String column) {
        return sums.contains(column) ? "cast(coalesce(sum(" + column + "), 0) as bigint)" : "cast(0 as bigint)";
    }

    /** SQL for the column of a dimension. */
    static List<String> columns(Dimension dimension) {
        return dimension == Dimension.TAG ? List.of("tag_value") : List.of(dimension.label());
    }

    /** SQL for the rows, in which time is called `hour`, restricted to a workspace, a time and a scope. */
    String rows(Slice slice, List<String> columns, String scope) {
        String sumsAndColumns =
                Stream.concat(columns.stream(), sums.stream()).distinct().collect(Collectors.joining(", "));
        return switch (this) {
            case END_USERS -> EndUserRows.of(slice).sql(columns, sums, scope);
            case TAGS ->
                rows("tag_hours", "hour", sumsAndColumns, "tag = :tag_name and hour >= :from and hour < :to" + scope);
            case CALLS ->
                slice.grain() == Grain.HOUR || !hasWholeDay(slice)
                        ? rows("spend_hours", "hour", sumsAndColumns, "hour >= :from and hour < :to" + scope)
                        : rows("spend_days", "day", sumsAndColumns, "day >= :first_day and day < :last_day" + scope)
                                + edge(slice, sumsAndColumns, scope);
        };
    }

    /** The hours before the first whole day and after the last one. */
    private static String edge(Slice slice, String columns, String scope) {
        String before = Grain.DAY.ceiling(slice.from()).equals(slice.from())
                ? ""
                : " union all " + rows("spend_hours", "hour", columns, "hour >= :from and hour < :first_day" + scope);
        String after = Grain.DAY.start(slice.to()).equals(slice.to())
                ? ""
                : " union all " + rows("spend_hours", "hour", columns, "hour >= :last_day and hour < :to" + scope);
        return before + after;
    }

    /** SQL for the beginning of the hour, day, week or month a row is in. */
    String start(Grain grain, Slice slice) {
        boolean exact = grain == Grain.HOUR
                || grain == Grain.DAY && (this == END_USERS || this == CALLS && isOfWholeDays(slice))
                || grain == Grain.MONTH
                        && this == END_USERS
                        && EndUserRows.of(slice).isOfMonthsAlone();
        return exact ? "hour" : "date_trunc('" + grain.label() + "', hour, 'UTC')";
    }

    /** SQL that leaves out groups of which nothing is left. */
    String having(Slice slice) {
        return this == END_USERS && EndUserRows.of(slice).mayLeaveNothing()
                ? sums.stream()
                        .map(column -> "sum(" + column + ") <> 0")
                        .collect(Collectors.joining(" or ", " having ", ""))
                : "";
    }

    private static boolean isOfWholeDays(Slice slice) {
        return Grain.DAY.start(slice.from()).equals(slice.from())
                && Grain.DAY.start(slice.to()).equals(slice.to());
    }

    static boolean hasWholeDay(Slice slice) {
        return Grain.DAY.ceiling(slice.from()).isBefore(Grain.DAY.start(slice.to()));
    }

    private static String rows(String table, String time, String columns, String condition) {
        return "select " + time + " as hour" + (columns.isEmpty() ? "" : ", " + columns) + " from " + table
                + " where workspace = :workspace and " + condition;
    }

    static List<Dimension> ordered(Set<Dimension> dimensions) {
        return Arrays.stream(Dimension.values()).filter(dimensions::contains).toList();
    }
}
