package org.llmops.cost.forecast;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.Moment;
import org.llmops.cost.ScopeParameters;
import org.llmops.cost.budgets.BudgetScope;

/** Of which calls a forecast is asked, and how far. */
public class ForecastQuery extends ScopeParameters {
    @QueryParam("until")
    @Parameter(description = "A day in UTC, or a time with its offset; the end of this month unless told")
    @Nullable
    String until;

    @QueryParam("coverage")
    @DefaultValue("0.8")
    @DecimalMin("0.5")
    @DecimalMax("0.98")
    @Parameter(description = "How likely the interval is to hold, 0.5 to 0.98")
    BigDecimal coverage = new BigDecimal("0.8");

    BudgetScope scope() {
        return new BudgetScope(team, app, key, null, provider, model, route, prompt, Map.of());
    }

    Instant until(Instant now) {
        return until == null
                ? LocalDate.ofInstant(now, ZoneOffset.UTC)
                        .withDayOfMonth(1)
                        .plusMonths(1)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant()
                : Moment.parse("until", until);
    }
}
