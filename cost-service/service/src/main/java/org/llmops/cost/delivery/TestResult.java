package org.llmops.cost.delivery;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a test of a channel ended.
 *
 * @param messageId what the receiver sees as `webhook-id`
 * @param delivered whether the endpoint took it
 * @param status what it answered, where it did
 * @param answer the beginning of what it said
 * @param reason why it was not delivered
 */
@RegisterForReflection
record TestResult(
        UUID messageId,
        boolean delivered,
        @Nullable Integer status,
        String answer,
        @Nullable String reason) {
    static TestResult of(UUID message, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Taken(Integer status, String answer) -> new TestResult(message, true, status, answer, null);
            case Outcome.Failed failed ->
                new TestResult(message, false, failed.status(), failed.answer(), failed.reason());
        };
    }
}
