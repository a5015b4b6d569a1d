package org.llmops.router.snapshot;

import java.util.Optional;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.router.keys.KnownKey;

/** What calls need to know of API keys beyond who they belong to, from memory. */
public interface IssuedKeys {
    /** Empty when the workspace has no such key. */
    Optional<KnownKey> key(WorkspaceId workspace, String publicId);
}
