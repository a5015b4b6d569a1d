package org.llmops.guardrail.findings;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.guardrail.vault.UnderKeys;
import org.llmops.platform.identity.WorkspaceId;

/** Recorded texts, as what a workspace's keys open. */
@ApplicationScoped
class TextsUnderKeys implements UnderKeys {
    @Override
    public Uni<Boolean> isAnyFrom(Mutiny.Session session, WorkspaceId workspace, Instant before, Instant now) {
        return session.createNativeQuery("""
                        select exists (select 1 from screened_text
                            where workspace = :workspace and sealed is not null and at < :before and expires_at > :now)
                        """, Boolean.class)
                .setParameter("workspace", workspace.value())
                .setParameter("before", before)
                .setParameter("now", now)
                .getSingleResult();
    }
}
