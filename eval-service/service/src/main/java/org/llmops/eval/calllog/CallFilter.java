package org.llmops.eval.calllog;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which calls are wanted: those that fit everything that is given.
 *
 * @param from not started before
 * @param to started before
 * @param app of this application
 * @param promptName composed from this prompt
 * @param promptVersion and from this version of it
 * @param model answered by this model, or asked for by this name
 * @param status how it ended
 * @param route taken by this route
 * @param endUser for this end user
 * @param feedback with feedback of this kind
 * @param copies copies of calls, too: the router made them to compare targets, and no application asked for them
 */
public record CallFilter(
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String app,
        @Nullable String promptName,
        @Nullable Integer promptVersion,
        @Nullable String model,
        @Nullable String status,
        @Nullable String route,
        @Nullable String endUser,
        @Nullable FeedbackFilter feedback,
        boolean copies) {

    /**
     * Feedback that one giver gave: all of this fits the same one.
     *
     * @param name what is judged
     * @param min not worse than
     * @param max not better than
     */
    public record FeedbackFilter(@Nullable String name, BigDecimal min, BigDecimal max) {}
}
