package org.llmops.guardrail.replacing;

import io.smallrye.mutiny.Uni;
import java.util.List;
import org.llmops.platform.identity.WorkspaceId;

/** Who keeps the workspaces' keys. */
public interface WorkspaceKeys {
    /** The workspace's key, made when it is first needed. Fails with a problem when it cannot be had. */
    Uni<WorkspaceKey> of(WorkspaceId workspace);

    /** Every key that something may still be sealed under, the newest first, as they are kept at this moment. */
    Uni<List<WorkspaceKey>> all(WorkspaceId workspace);
}
