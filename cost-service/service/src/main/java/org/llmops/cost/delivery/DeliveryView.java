package org.llmops.cost.delivery;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message to a channel.
 *
 * @param id what the receiver sees as `webhook-id`, the same in every attempt
 * @param attempts how often it was sent, or tried to be
 * @param nextAttemptAt while it waits
 * @param endedAt when it was taken or given up
 * @param status what the endpoint answered last, where it did
 * @param reason why the last attempt failed
 */
@RegisterForReflection
record DeliveryView(
        UUID id,
        UUID channelId,
        UUID alertId,
        DeliveryState state,
        int attempts,
        Instant createdAt,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant endedAt,
        @Nullable Integer status,
        @Nullable String reason) {}
