package org.llmops.cost.anomalies;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.llmops.cost.rollups.Dimension;

/** Settings of the watch over spend. */
@ConfigMapping(prefix = "llmops.anomalies")
interface AnomaliesConfig {
    /** How often to look; `off` for never. More often: a runaway loop is seen sooner, and the sums are read more often. */
    @WithDefault("5m")
    String every();

    /** How long after its end an hour is taken to be complete. Shorter than records are late: drops that are none. */
    @WithDefault("10m")
    Duration settle();

    /** How far from usual is unusual, in units of how far amounts usually are. Less: more is noticed, and more wrongly. */
    @WithDefault("5.5")
    @DecimalMin("1")
    BigDecimal score();

    /** A smaller difference within an hour is not told, in USD. */
    @WithDefault("1")
    @DecimalMin("0.000001")
    BigDecimal leastHourUsd();

    /** A smaller difference within 24 hours is not told, in USD. */
    @WithDefault("5")
    @DecimalMin("0.000001")
    BigDecimal leastDayUsd();

    /** A smaller difference, as a part of what is usual, is not told. */
    @WithDefault("0.3")
    @DecimalMin("0")
    BigDecimal leastShare();

    /** By what spend is watched, beside that of the whole workspace. Each costs one query for each look. */
    @WithDefault("TEAM,APP,KEY,PROVIDER,MODEL,ROUTE,PROMPT")
    List<Dimension> dimensions();

    /** Of each dimension, only so many values are watched: those that cost most in the last six weeks. */
    @WithDefault("50")
    @Min(1)
    @Max(1000)
    int mostScopes();

    /** Of what a look finds, only so much is explained, what stands for others first. The rest is listed with its amounts. */
    @WithDefault("20")
    @Min(1)
    @Max(200)
    int mostExplained();
}
