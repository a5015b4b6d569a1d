package org.llmops.eval.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** How long the call log reaches back. */
@ConfigMapping(prefix = "llmops.call-log")
public interface CallLogSettings {
    /**
     * Days that a call is kept, with its bodies, feedback and scores. A shorter time takes effect within the hour and
     * cannot be undone. Every day is a table: long times make queries without a time slower to plan.
     */
    @WithDefault("90")
    @Min(1)
    @Max(1000)
    int retentionDays();

    /**
     * Days after today whose partitions are made in advance. Calls from further ahead, by a wrong clock, are kept apart
     * until their day comes.
     */
    @WithDefault("3")
    @Min(1)
    @Max(30)
    int daysAhead();
}
