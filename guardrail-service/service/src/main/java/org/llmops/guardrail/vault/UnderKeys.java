package org.llmops.guardrail.vault;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.platform.identity.WorkspaceId;

/** What is sealed under workspaces' keys; whatever is a bean is asked before a key that was replaced goes. */
public interface UnderKeys {
    /** Whether anything of the workspace that was sealed before a time may still be opened. */
    Uni<Boolean> isAnyFrom(Mutiny.Session session, WorkspaceId workspace, Instant before, Instant now);
}
