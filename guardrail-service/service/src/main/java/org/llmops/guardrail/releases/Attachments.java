package org.llmops.guardrail.releases;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.guardrail.Rows;
import org.llmops.guardrail.enforcing.Place;
import org.llmops.platform.identity.WorkspaceId;

/** Which policy applies where; no query here omits the workspace. */
@ApplicationScoped
class Attachments {
    /** The narrowest place comes first, as it does where rules tie. */
    private static final String ORDER =
            " order by array_position(array['key', 'prompt', 'route', 'app', 'workspace'], place), name";

    private final Rows rows;

    Attachments(Rows rows) {
        this.rows = rows;
    }

    Uni<List<Attachment>> all(Mutiny.Session session, WorkspaceId workspace) {
        return rows.list(
                session,
                workspace,
                Attachment.class,
                "select * from policy_attachment where workspace = :workspace" + ORDER,
                Map.of());
    }

    Uni<Optional<Attachment>> find(Mutiny.Session session, WorkspaceId workspace, Place place, String name) {
        return rows.first(
                session,
                workspace,
                Attachment.class,
                "select * from policy_attachment where workspace = :workspace and place = :place and name = :name",
                Map.of("place", place.word(), "name", name));
    }

    Uni<List<Attachment>> of(Mutiny.Session session, WorkspaceId workspace, String policy) {
        return rows.list(
                session,
                workspace,
                Attachment.class,
                "select * from policy_attachment where workspace = :workspace and policy = :policy" + ORDER,
                Map.of("policy", policy));
    }

    /** Locks the place, so that concurrent changes and their events have one order. */
    Uni<Attachment> put(Mutiny.Session session, WorkspaceId workspace, Attachment attachment) {
        return rows.insert(session, workspace, "policy_attachment", List.of(attachment), """
                        on conflict (workspace, place, name) do update set policy = excluded.policy,
                            attached_by = excluded.attached_by, attached_at = excluded.attached_at
                        """)
                .replaceWith(attachment);
    }

    /** Says whether there was one. */
    Uni<Boolean> remove(Mutiny.Session session, WorkspaceId workspace, Place place, String name) {
        return rows.change(
                        session,
                        workspace,
                        "delete from policy_attachment where workspace = :workspace and place = :place and name = :name",
                        Map.of("place", place.word(), "name", name))
                .map(removed -> removed > 0);
    }
}
