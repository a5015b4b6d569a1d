package org.llmops.cost.quoting;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.PositiveOrZero;
import java.math.BigDecimal;
import java.time.Duration;

/** Settings of estimates. */
@ConfigMapping(prefix = "llmops.quoting")
interface QuotingConfig {
    /** Output tokens for each of input, expected of workspaces without a history; chat is mostly read and seldom written. */
    @WithDefault("0.25")
    @PositiveOrZero
    BigDecimal outputPerInput();

    /** The longest answer assumed of requests that set no bound; lower values promise bounds that calls may exceed. */
    @WithDefault("16384")
    @Min(1)
    long undeclaredMaxOutputTokens();

    /** How many of a workspace's latest calls tell how long its answers are. */
    @WithDefault("20000")
    @Min(1)
    int historyCalls();

    /** How old they may be. */
    @WithDefault("30d")
    Duration historyAge();

    /** A model with fewer calls than this has no history of its own. */
    @WithDefault("20")
    @Min(1)
    int leastCalls();

    /** How long a workspace's history is remembered, before the ledger is read again. */
    @WithDefault("1m")
    Duration remembered();
}
