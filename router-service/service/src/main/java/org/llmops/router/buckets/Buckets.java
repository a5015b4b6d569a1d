package org.llmops.router.buckets;

import io.vertx.core.Future;
import java.util.List;
import org.llmops.platform.identity.WorkspaceId;

/** The buckets of all workspaces. */
public interface Buckets {
    /**
     * Takes from every bucket, or from none. Never fails, and never waits long.
     *
     * @param callId who holds the slots
     * @param draws from buckets of this workspace; each bucket at most once
     */
    Future<Drawing> draw(WorkspaceId workspace, String callId, List<Draw> draws);
}
