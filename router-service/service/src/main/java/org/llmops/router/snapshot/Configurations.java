package org.llmops.router.snapshot;

import org.llmops.platform.identity.WorkspaceId;

/** Hands out the configuration of a workspace, from memory. */
public interface Configurations {
    /**
     * What is in force now: read it once per call and keep it, so that the call sees one moment. Empty for an unknown
     * workspace.
     */
    Configuration of(WorkspaceId workspace);
}
