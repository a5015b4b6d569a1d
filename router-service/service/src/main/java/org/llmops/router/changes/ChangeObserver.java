package org.llmops.router.changes;

import io.smallrye.mutiny.Uni;
import org.llmops.platform.identity.WorkspaceId;

/** Is told of a change right after its transaction. */
public interface ChangeObserver {
    Uni<Void> changed(WorkspaceId workspace);
}
