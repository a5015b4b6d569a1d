package org.llmops.guardrail.replacing;

import io.smallrye.mutiny.Uni;
import org.llmops.platform.identity.WorkspaceId;

/** Who keeps the workspaces' keys. */
public interface WorkspaceKeys {
    /** The workspace's key, made when it is first needed. Fails with a problem when it cannot be had. */
    Uni<WorkspaceKey> of(WorkspaceId workspace);
}
