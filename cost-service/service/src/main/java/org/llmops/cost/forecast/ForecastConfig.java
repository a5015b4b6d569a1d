package org.llmops.cost.forecast;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.math.BigDecimal;

/** Settings of forecasts. */
@ConfigMapping(prefix = "llmops.forecast")
interface ForecastConfig {
    /** How often budgets are forecast for those who want to know; `off` for never. */
    @WithDefault("1h")
    String every();

    /** How likely a budget has to be exceeded before that is told. Lower: told sooner, and more often for nothing. */
    @WithDefault("0.7")
    @DecimalMin("0.5")
    @DecimalMax("0.99")
    BigDecimal probability();

    /** Of one workspace, so many budgets are forecast at once. */
    @WithDefault("200")
    @Min(1)
    @Max(5000)
    int mostBudgets();
}
