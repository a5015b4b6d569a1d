package org.llmops.cost.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How an attempt to send a message ended. */
sealed interface Outcome {
    /** What the endpoint answered; absent when there was no answer, or none that is a number. */
    @Nullable
    Integer status();

    /**
     * The endpoint has it.
     *
     * @param answer the beginning of what it said
     */
    record Taken(@Nullable Integer status, String answer) implements Outcome {}

    /**
     * It may not have it.
     *
     * @param reason for people; holds no secret
     * @param answer the beginning of what it said
     * @param retryAfter how long it wants to be left alone, where it said so
     * @param isFinal another attempt would make no sense
     */
    record Failed(
            @Nullable Integer status,
            String reason,
            String answer,
            @Nullable Duration retryAfter,
            boolean isFinal) implements Outcome {
        static Failed because(String reason) {
            return new Failed(null, reason, "", null, false);
        }

        static Failed forGood(String reason) {
            return new Failed(null, reason, "", null, true);
        }
    }
}
