package org.llmops.router.health;

import org.llmops.platform.identity.WorkspaceId;

/** What choosing between targets needs to know of each; answered from memory, from any thread. */
public interface TargetLoad {
    /**
     * The peak-EWMA of the time to the first sign of an answer: it rises with a slow answer at once, and falls slowly.
     * 0 for a target nobody asked for a while, so that it is tried.
     *
     * @param target as {@code <provider>/<model>}
     */
    double latencyMs(WorkspaceId workspace, String target);

    /** Attempts under way, those that wait for their turn included. */
    int inFlight(WorkspaceId workspace, String target);

    /** False: it failed too often, or asked to be left alone, and its time is not over. */
    boolean available(WorkspaceId workspace, String target);
}
