package org.llmops.prompt.labelling;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.page.NumberCursor;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;
import org.llmops.prompt.catalog.PromptName;

/** Every move of every label. */
@ApplicationScoped
class LabelHistory {
    Uni<Void> add(Mutiny.Session session, LabelMove move) {
        return session.persist(move);
    }

    /** The moves of one label, newest first. A label that is gone keeps its history. */
    Uni<Page<LabelMove>> page(
            Mutiny.Session session, WorkspaceId workspace, PromptName prompt, LabelName label, PageQuery page) {
        return session.createQuery("""
                        from LabelMove move
                        where move.key.workspace = :workspace and move.key.prompt = :prompt and move.label = :label
                            and move.key.move < :before
                        order by move.key.move desc
                        """, LabelMove.class)
                .setParameter("workspace", workspace.value())
                .setParameter("prompt", prompt.value())
                .setParameter("label", label.value())
                .setParameter("before", NumberCursor.before(page))
                .setMaxResults(page.limitAndOneMore())
                .getResultList()
                .map(moves -> Page.of(moves, page.limit(), move -> NumberCursor.after(move.number())));
    }
}
