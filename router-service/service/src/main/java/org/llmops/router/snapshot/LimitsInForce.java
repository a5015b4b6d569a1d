package org.llmops.router.snapshot;

import org.llmops.platform.identity.WorkspaceId;
import org.llmops.router.limits.LimitTable;

/** Hands out the limits of a workspace, from memory. */
public interface LimitsInForce {
    /** Those in force now; that set in the service's configuration among them. */
    LimitTable limits(WorkspaceId workspace);

    /** Grows with every change to the workspace's configuration, its keys and limits included. */
    long revision(WorkspaceId workspace);
}
