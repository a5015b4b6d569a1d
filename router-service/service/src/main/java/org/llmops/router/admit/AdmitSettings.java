package org.llmops.router.admit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;

/** What limits on tokens take for a call before it is known what it used. */
@ConfigMapping(prefix = "llmops.limits")
interface AdmitSettings {
    /**
     * Share of a call's own bound on its output. At 1 a limit is never exceeded; below, more calls run at the same time,
     * and
     * what they use beyond their share makes later calls wait.
     */
    @WithDefault("1")
    @DecimalMin("0")
    @DecimalMax("1")
    double outputShare();

    /** Output of a call that sets itself no bound. */
    @WithDefault("500")
    @Min(0)
    long assumedOutputTokens();

    /** Input that each image, sound or file counts for. */
    @WithDefault("1000")
    @Min(0)
    long mediaTokens();
}
