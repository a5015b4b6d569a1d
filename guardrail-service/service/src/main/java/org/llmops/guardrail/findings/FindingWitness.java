package org.llmops.guardrail.findings;

import io.smallrye.mutiny.Uni;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.platform.identity.WorkspaceId;

/** Hears of findings in the transaction that stores them. */
public interface FindingWitness {
    Uni<Void> stored(Mutiny.Session session, WorkspaceId workspace, Recording recording, List<StoredFinding> findings);
}
