package org.llmops.guardrail.screening;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much is screened at once. */
@ConfigMapping(prefix = "llmops.screening")
public interface ScreeningSettings {
    /**
     * Code points of one text that are scanned. What lies behind them is blocked or let through unscanned, and reported,
     * as the policy says. More costs memory (4 bytes each) and time.
     */
    @WithDefault("1000000")
    int maxCodePoints();

    /** Texts of one request, and channels of one stream; more are refused. */
    @WithDefault("2048")
    int maxTexts();

    /** Characters from which on a piece of work leaves the event loop, where it would hold up other calls. */
    @WithDefault("8192")
    int offloadFrom();

    /**
     * Within how much time a request is screened, or a piece of a stream, when neither the policy nor the caller wants it
     * sooner. What a rail has not looked at by then is unscanned, and its fail mode decides.
     */
    @WithDefault("PT5S")
    Duration deadline();

    /** Questions to judges in one request or at the end of one text of a stream: what they cost is bounded by it. */
    @WithDefault("32")
    int maxQuestions();

    /** Characters of each channel of a stream that those are shown who note down what was found; the rest is not. */
    @WithDefault("100000")
    int shownCharacters();

    /** Texts, and findings in them, that are remembered so as not to be looked through again; about 300 bytes each. */
    @WithDefault("100000")
    long remembered();

    /** How long a text is remembered. Judges elsewhere may think differently later. */
    @WithDefault("PT30M")
    Duration rememberedFor();
}
