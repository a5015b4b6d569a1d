package org.llmops.guardrail.findings;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.guardrail.Rows;
import org.llmops.platform.identity.WorkspaceId;

/** What each workspace lets be kept; no query here omits the workspace. */
@ApplicationScoped
class Recordings {
    private final Rows rows;

    Recordings(Rows rows) {
        this.rows = rows;
    }

    Uni<Recording> of(Mutiny.Session session, WorkspaceId workspace) {
        return rows.first(
                        session,
                        workspace,
                        Recording.class,
                        "select * from recording where workspace = :workspace",
                        Map.of())
                .map(found -> found.orElse(Recording.DEFAULT));
    }

    Uni<Recording> put(Mutiny.Session session, WorkspaceId workspace, Recording recording) {
        return rows.insert(session, workspace, "recording", List.of(recording), """
                        on conflict (workspace) do update set content = excluded.content,
                            sample_rate = excluded.sample_rate, retention_days = excluded.retention_days,
                            review_rate = excluded.review_rate, unsure_below = excluded.unsure_below,
                            changed_by = excluded.changed_by, changed_at = excluded.changed_at
                        """)
                .replaceWith(recording);
    }
}
