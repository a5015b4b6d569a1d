package org.llmops.guardrail.policies;

import io.smallrye.mutiny.Uni;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.problem.FieldError;

/** Knows something that rails name and that their workspace has to have: one bean for each kind of it. */
public interface RailNeeds {
    /**
     * What is not there, each with the rail's field and how to mend it. What is there stays until the transaction ends,
     * so that a version is not published or released while what it needs is removed.
     */
    Uni<List<FieldError>> missing(Mutiny.Session session, WorkspaceId workspace, List<Rail> rails);
}
