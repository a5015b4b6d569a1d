package org.llmops.router.reserve;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.math.BigDecimal;
import java.time.Duration;

/** How money is set aside. */
@ConfigMapping(prefix = "llmops.reserve")
interface ReserveSettings {
    /** What is asked for at a time while little is going on. More means fewer requests to the cost service, and more that idles here while budgets run low. */
    @WithDefault("0.10")
    BigDecimal sliceUsd();

    /** The same for budgets of tokens. */
    @WithDefault("100000")
    @Min(1)
    long sliceTokens();

    /** The same for budgets of requests. */
    @WithDefault("50")
    @Min(1)
    long sliceRequests();

    /** How often is looked for what has to be renewed or goes back. */
    @WithDefault("1S")
    Duration reportEvery();

    /** A lease that ends within this time is extended. It must be well below the lifetime the cost service grants. */
    @WithDefault("15S")
    Duration renewBefore();

    /** A lease nobody used for this long goes back. */
    @WithDefault("20S")
    Duration releaseAfter();

    /** The same where little of the budget is left, and others may need it. */
    @WithDefault("2S")
    Duration releaseScarceAfter();

    /** How old the list of a workspace's budgets may be, should the news of a change get lost. */
    @WithDefault("30S")
    Duration unboundedFor();

    /** How much longer it is believed while the cost service is away. Afterwards calls of workspaces without a budget are refused too. */
    @WithDefault("5M")
    Duration unboundedGrace();

    /** While the cost service is away and no lease is at hand: true answers calls without setting money aside, false refuses them. */
    @WithDefault("false")
    boolean answerWithoutCostService();

    /** Whether models may be called that the price book does not know: what they cost counts for nothing. */
    @WithDefault("true")
    boolean allowUnpriced();

    /** Assumed as the longest answer of a model that does not declare one. Lower values let dear answers overshoot a budget. */
    @WithDefault("16384")
    @Min(1)
    long undeclaredMaxOutputTokens();

    /** Assumed as the most input tokens that an image, a sound or a file stands for. */
    @WithDefault("50000")
    @Min(0)
    long mediaTokens();
}
