package org.llmops.cost.alerts;

import io.smallrye.mutiny.Uni;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** Is told of alerts that are new or were heard of again, in the transaction that keeps them. Any bean of this type is asked. */
public interface AlertListener {
    /** @param news never empty; of several workspaces; one for each alert */
    Uni<Void> told(Mutiny.Session session, List<AlertNews> news);
}
