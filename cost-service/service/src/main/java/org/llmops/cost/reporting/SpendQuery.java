package org.llmops.cost.reporting;

import static org.llmops.cost.CostProblem.TIME_RANGE_INVALID;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.rollups.Dimension;
import org.llmops.cost.rollups.Grain;
import org.llmops.cost.rollups.Slice;

/** What is asked of a spend report. */
public class SpendQuery extends ScopeQuery {
    private static final Duration LONGEST_BY_HOUR = Duration.ofDays(93);

    @QueryParam("group_by")
    @DefaultValue("day")
    @Parameter(
            description =
                    "One of hour, day, week, month, and up to four of team, app, key, provider, model, route, prompt, "
                            + "prompt_version, operation, surface, service_tier, region; or end_user or tag:<name> with app, team")
    String groupBy = "day";

    @QueryParam("order")
    @DefaultValue("name")
    @Parameter(description = "`name`: by time and by what rows are told apart; `cost`: the dearest first")
    @Pattern(regexp = "name|cost")
    String order = "name";

    @QueryParam("limit")
    @Min(1)
    @Max(Slice.MOST_ROWS)
    @Parameter(description = "At most so many rows, the rest added up in `others`; without it, all of up to 5,000")
    @Nullable
    Integer limit;

    Grouping grouping() {
        return Grouping.parse(groupBy);
    }

    /** One row more than is shown, to see whether there are more. */
    Slice slice(Instant now) {
        Grouping grouping = grouping();
        boolean byEndUser = grouping.by().contains(Dimension.END_USER);
        Span span = span(now, byEndUser ? Grain.DAY : finest());
        if (grouping.grain() == Grain.HOUR
                && Duration.between(span.from(), span.to()).compareTo(LONGEST_BY_HOUR) > 0) {
            throw TIME_RANGE_INVALID.at("from", "At most " + LONGEST_BY_HOUR.toDays() + " days are reported by hours");
        }
        return new Slice(
                grouping.grain(),
                grouping.by(),
                grouping.tag(),
                scope(),
                Set.of(),
                span.from(),
                span.to(),
                order.equals("cost") ? Slice.Order.COST : Slice.Order.NAME,
                (limit == null ? Slice.MOST_ROWS : limit) + 1);
    }
}
