package org.llmops.guardrail.vault;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.id.Ids;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.WorkspaceId;

/** Who asked for what and whether they got it; added to and read, never changed. No query here omits the workspace. */
@ApplicationScoped
class Reveals {
    Uni<Integer> add(
            Mutiny.Session session,
            Caller caller,
            List<Pseudonym> pseudonyms,
            Sink sink,
            String purpose,
            boolean granted,
            Instant now) {
        return session.createNativeQuery("""
                        insert into vault_reveal
                            (workspace, id, pseudonym, at, actor, actor_kind, app, sink, purpose, granted)
                        select :workspace, :id, pseudonym, :now, :actor, :kind, cast(:app as text), :sink, :purpose, :granted
                        from unnest(cast(:pseudonyms as text[])) as asked (pseudonym)
                        """)
                .setParameter("workspace", caller.workspace().value())
                .setParameter("id", Ids.next())
                .setParameter("now", now)
                .setParameter("actor", caller.subject())
                .setParameter("kind", caller.kind().name().toLowerCase(Locale.ROOT))
                .setParameter("app", caller.app())
                .setParameter("sink", sink.name())
                .setParameter("purpose", purpose)
                .setParameter("granted", granted)
                .setParameter(
                        "pseudonyms", pseudonyms.stream().map(Pseudonym::text).toArray(String[]::new))
                .executeUpdate();
    }

    /** Newest first. */
    Uni<List<RevealBody>> page(Mutiny.Session session, WorkspaceId workspace, @Nullable Position before, int limit) {
        return session.createNativeQuery("""
                        select id, pseudonym, at, actor, actor_kind, app, sink, purpose, granted from vault_reveal
                        where workspace = :workspace
                            and (cast(:id as uuid) is null
                                or (id, pseudonym) < (cast(:id as uuid), cast(:pseudonym as text)))
                        order by id desc, pseudonym desc limit :most
                        """, Object[].class)
                .setParameter("workspace", workspace.value())
                .setParameter("id", before == null ? null : before.id().toString())
                .setParameter("pseudonym", before == null ? null : before.pseudonym())
                .setParameter("most", limit)
                .getResultList()
                .map(rows -> rows.stream().map(RevealBody::of).toList());
    }

    /** Where a page goes on. */
    record Position(UUID id, String pseudonym) {}
}
