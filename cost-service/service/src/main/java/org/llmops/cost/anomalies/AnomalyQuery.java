package org.llmops.cost.anomalies;

import static org.llmops.cost.CostProblem.FILTER_UNKNOWN;
import static org.llmops.cost.CostProblem.TIME_RANGE_INVALID;

import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.Moment;
import org.llmops.cost.rollups.Dimension;
import org.llmops.platform.page.PageQuery;

/** The part of a query that says which anomalies are meant. */
public class AnomalyQuery {
    @QueryParam("verdict")
    @Parameter(description = "new, acknowledged or expected")
    @Nullable
    String verdict;

    @QueryParam("dimension")
    @Parameter(description = "workspace, or what its calls are told apart by, such as model")
    @Nullable
    String dimension;

    @QueryParam("value")
    @Size(max = 500)
    @Parameter(description = "A value of the dimension")
    @Nullable
    String value;

    @QueryParam("from")
    @Parameter(description = "Those that went on after this moment")
    @Nullable
    String from;

    @QueryParam("to")
    @Parameter(description = "Those that began before this moment")
    @Nullable
    String to;

    @QueryParam("part_of")
    @Parameter(description = "Those that are the same as this one, seen in other scopes")
    @Nullable
    UUID partOf;

    @QueryParam("leading")
    @DefaultValue("false")
    @Parameter(description = "true: without those that are part of another")
    boolean leading;

    AnomalyFilter filter(PageQuery page) {
        Instant first = from == null ? null : Moment.parse("from", from);
        Instant last = to == null ? null : Moment.parse("to", to);
        if (first != null && last != null && !first.isBefore(last)) {
            throw TIME_RANGE_INVALID.at("to", "The end must be after the beginning, " + first);
        }
        return new AnomalyFilter(
                verdict == null ? null : Verdict.of(verdict),
                known(dimension),
                value,
                first,
                last,
                partOf,
                leading,
                AnomalyFilter.After.read(page));
    }

    private static @Nullable String known(@Nullable String dimension) {
        if (dimension != null
                && !dimension.equals(Scope.WORKSPACE.label())
                && Dimension.labelled(dimension).isEmpty()) {
            throw FILTER_UNKNOWN.at(
                    "dimension", "'" + dimension + "' is neither workspace nor a dimension such as app or model");
        }
        return dimension;
    }
}
