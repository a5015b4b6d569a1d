package org.llmops.router.snapshot;

import java.util.Optional;
import org.llmops.platform.identity.WorkspaceId;

/** What calls need to know of API keys beyond who they belong to, from memory. */
public interface IssuedKeys {
    /** The key's own limit; empty when it has none, or when the workspace has no such key. */
    Optional<Integer> requestsPerMinute(WorkspaceId workspace, String publicId);
}
