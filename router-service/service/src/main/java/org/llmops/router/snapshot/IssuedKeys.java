package org.llmops.router.snapshot;

import java.util.Optional;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.router.keys.KnownKey;

/** What calls need to know of API keys beyond who they belong to, from memory. */
public interface IssuedKeys {
    /** Empty when the workspace has no such key. */
    Optional<KnownKey> key(WorkspaceId workspace, String publicId);

    /** The key that calls; empty when it is a person or a service. */
    default Optional<KnownKey> of(Caller caller) {
        return caller.kind() == Caller.Kind.APP ? key(caller.workspace(), caller.subject()) : Optional.empty();
    }
}
