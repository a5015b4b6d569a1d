package org.llmops.router.providers;

import io.smallrye.mutiny.Uni;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.platform.identity.WorkspaceId;

/** Knows who depends on a provider. */
public interface ProviderUses {
    Uni<List<ProviderUse>> of(Mutiny.Session session, WorkspaceId workspace, String provider);
}
