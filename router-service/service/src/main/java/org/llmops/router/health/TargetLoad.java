package org.llmops.router.health;

import org.llmops.platform.identity.WorkspaceId;

/** How busy and how well each target is, as this instance sees it. Targets are named {@code <provider>/<model>}. */
public interface TargetLoad {
    /** Peak-sensitive moving average of how long the target takes to begin its answers; 0 while nothing is known. */
    double latencyMs(WorkspaceId workspace, String target);

    /** Calls of this instance that the target is working on. */
    int inFlight(WorkspaceId workspace, String target);

    /** It has not been ejected for failing too often. */
    boolean available(WorkspaceId workspace, String target);
}
