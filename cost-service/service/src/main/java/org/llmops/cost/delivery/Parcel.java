package org.llmops.cost.delivery;

import java.util.UUID;
import org.llmops.platform.identity.WorkspaceId;

/**
 * A message that this instance has taken on to send.
 *
 * @param attempt which one this is; who is slower than the claim lasts finds that another was begun
 */
record Parcel(WorkspaceId workspace, UUID delivery, UUID channel, int attempt, String message) {}
