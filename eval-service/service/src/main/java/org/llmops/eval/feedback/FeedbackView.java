package org.llmops.eval.feedback;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Feedback, as REST tells it.
 *
 * @param id names the feedback
 * @param callId the call it is about
 * @param name what is judged
 * @param value from 0 (bad) to 1 (good)
 * @param comment in the giver's words
 * @param givenBy a user's name, or an API key's public id
 * @param giverKind `user` or `app`
 * @param givenAt when
 * @param replacedAt when the same giver changed their mind; absent for what counts
 */
public record FeedbackView(
        UUID id,
        UUID callId,
        String name,
        BigDecimal value,
        @Nullable String comment,
        String givenBy,
        String giverKind,
        Instant givenAt,
        @Nullable Instant replacedAt) {
    static FeedbackView of(Feedback feedback) {
        return new FeedbackView(
                feedback.id(),
                feedback.callId(),
                feedback.name(),
                new FeedbackValue(feedback.value()).value(),
                feedback.comment(),
                feedback.givenBy(),
                feedback.giverKind(),
                feedback.givenAt(),
                feedback.replacedAt());
    }
}
