package org.llmops.cost.reporting;

import static org.llmops.cost.CostProblem.FILTER_UNKNOWN;
import static org.llmops.cost.CostProblem.TIME_RANGE_INVALID;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.Moment;
import org.llmops.cost.ScopeParameters;
import org.llmops.cost.rollups.Dimension;
import org.llmops.cost.rollups.Grain;

/** The part of a report's query that says of which calls it is, and in what time. */
public class ScopeQuery extends ScopeParameters {
    private static final Duration USUAL = Duration.ofDays(30);

    @QueryParam("from")
    @Parameter(
            description =
                    "A day in UTC, or a time with its offset; rounded down to a whole hour. 30 days before `to` unless told")
    @Nullable
    String from;

    @QueryParam("to")
    @Parameter(description = "The end, which is not part of it; rounded up to a whole hour. Now unless told")
    @Nullable
    String to;

    @QueryParam("prompt_version")
    @Min(1)
    @Nullable
    Integer promptVersion;

    @QueryParam("operation")
    @Size(max = 200)
    @Nullable
    String operation;

    @QueryParam("surface")
    @Size(max = 200)
    @Nullable
    String surface;

    @QueryParam("service_tier")
    @Size(max = 200)
    @Nullable
    String serviceTier;

    @QueryParam("region")
    @Size(max = 200)
    @Nullable
    String region;

    @QueryParam("end_user")
    @Size(max = 512)
    @Nullable
    String endUser;

    @QueryParam("tag")
    @Size(max = 1024)
    @Parameter(description = "`name=value`, of a tag that the workspace reports")
    @Nullable
    String tag;

    @QueryParam("without")
    @Parameter(
            description =
                    "Calls that have none of these: team, app, key, provider, model, route, prompt, …; comma-separated")
    @Nullable
    String without;

    /** Which calls: dimensions and their values, empty for those that have none. */
    Map<Dimension, String> scope() {
        Map<Dimension, String> scope = new EnumMap<>(Dimension.class);
        put(scope, Dimension.TEAM, team);
        put(scope, Dimension.APP, app);
        put(scope, Dimension.KEY, key);
        put(scope, Dimension.PROVIDER, provider);
        put(scope, Dimension.MODEL, model);
        put(scope, Dimension.ROUTE, route);
        put(scope, Dimension.PROMPT, prompt);
        put(scope, Dimension.PROMPT_VERSION, promptVersion == null ? null : promptVersion.toString());
        put(scope, Dimension.OPERATION, operation);
        put(scope, Dimension.SURFACE, surface);
        put(scope, Dimension.SERVICE_TIER, serviceTier);
        put(scope, Dimension.REGION, region);
        put(scope, Dimension.END_USER, endUser);
        put(scope, Dimension.TAG, tag);
        if (tag != null && tag.indexOf('=') <= 0) {
            throw FILTER_UNKNOWN.at("tag", "Write the tag's name and its value, such as feature=checkout");
        }
        if (without != null) {
            putAbsent(scope, without);
        }
        return scope;
    }

    /** In what time, rounded outwards. */
    Span span(Instant now, Grain whole) {
        Instant end = whole.ceiling(to == null ? now : Moment.parse("to", to));
        Instant start = whole.start(from == null ? end.minus(USUAL) : Moment.parse("from", from));
        if (!start.isBefore(end)) {
            throw TIME_RANGE_INVALID.at("to", "The end must be after the beginning, " + start);
        }
        return new Span(start, end);
    }

    /** End users are summed up by days, all else by hours. */
    Grain finest() {
        return endUser == null ? Grain.HOUR : Grain.DAY;
    }

    private static void putAbsent(Map<Dimension, String> scope, String without) {
        for (String name : without.split(",", -1)) {
            Dimension dimension = Dimension.labelled(name.strip())
                    .filter(Dimension::isConfigured)
                    .filter(known -> known != Dimension.PROMPT_VERSION)
                    .orElseThrow(() -> FILTER_UNKNOWN.at(
                            "without", "'" + name + "' is nothing that a call may lack, such as app or prompt"));
            if (!scope.getOrDefault(dimension, "").isEmpty()) {
                throw FILTER_UNKNOWN.at("without", "A call cannot both have the " + name + " and lack it");
            }
            scope.put(dimension, "");
        }
    }

    private static void put(Map<Dimension, String> scope, Dimension dimension, @Nullable String value) {
        if (value != null) {
            scope.put(dimension, value);
        }
    }

    /** A time, the end not part of it. */
    record Span(Instant from, Instant to) {}
}
