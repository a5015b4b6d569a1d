package org.llmops.cost.ledger;

import java.util.UUID;
import org.llmops.platform.identity.WorkspaceId;

/** Names a call: an id means nothing without its workspace. */
public record CallName(WorkspaceId workspace, UUID call) {}
