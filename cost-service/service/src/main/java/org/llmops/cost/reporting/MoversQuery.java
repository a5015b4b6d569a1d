package org.llmops.cost.reporting;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.Moment;
import org.llmops.cost.rollups.Dimension;
import org.llmops.cost.rollups.Grain;
import org.llmops.cost.rollups.Slice;

/** What is asked of a report of what moved. */
public class MoversQuery extends ScopeQuery {
    @QueryParam("group_by")
    @DefaultValue("model")
    @Parameter(description = "Up to four dimensions, such as app,model")
    String groupBy = "model";

    @QueryParam("before_from")
    @Parameter(
            description =
                    "Where the time to compare with begins; unless told, it is as long as the other and ends where it begins")
    @Nullable
    String beforeFrom;

    @QueryParam("before_to")
    @Nullable
    String beforeTo;

    @QueryParam("limit")
    @DefaultValue("20")
    @Min(1)
    @Max(500)
    int limit = 20;

    Grouping grouping() {
        return Grouping.parseWithoutTime("group_by", groupBy);
    }

    Slice now(Instant moment) {
        Grouping grouping = grouping();
        Span span = span(moment, whole(grouping));
        return new Slice(
                null,
                grouping.by(),
                grouping.tag(),
                scope(),
                Set.of(),
                span.from(),
                span.to(),
                Slice.Order.COST,
                Slice.MOST_ROWS + 1);
    }

    Slice before(Slice now) {
        Duration length = Duration.between(now.from(), now.to());
        Grain whole = whole(grouping());
        Instant to = beforeTo == null ? now.from() : whole.ceiling(Moment.parse("before_to", beforeTo));
        Instant from = beforeFrom == null ? to.minus(length) : whole.start(Moment.parse("before_from", beforeFrom));
        return now.at(from, to);
    }

    private Grain whole(Grouping grouping) {
        return grouping.by().contains(Dimension.END_USER) ? Grain.DAY : finest();
    }
}
