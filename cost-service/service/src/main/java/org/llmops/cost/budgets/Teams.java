package org.llmops.cost.budgets;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.WorkspaceId;

/** Which apps belong to which teams. */
@ApplicationScoped
public class Teams {
    /** Of all apps of these workspaces. */
    public Uni<Membership> of(Mutiny.Session session, Collection<WorkspaceId> workspaces) {
        return Uni.createFrom().item((workspace, app) -> null);
    }

    /** Tells an app's team. */
    public interface Membership {
        /** Absent when the app belongs to none, or there is no app. */
        @Nullable
        String team(WorkspaceId workspace, @Nullable String app);
    }
}
