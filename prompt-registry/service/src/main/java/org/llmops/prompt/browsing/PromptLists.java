package org.llmops.prompt.browsing;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.page.Cursor;
import org.llmops.platform.page.NumberCursor;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;
import org.llmops.prompt.catalog.Prompt;
import org.llmops.prompt.catalog.PromptName;

/** The queries behind lists of prompts and of versions. */
@ApplicationScoped
class PromptLists {
    private static final String HAS_LABEL = """
             and exists (select 1 from Label label where label.key.workspace = prompt.key.workspace
                and label.key.prompt = prompt.key.name and label.key.label = :label)
            """;

    /** Prompts by name. */
    Uni<Page<Prompt>> prompts(Mutiny.Session session, WorkspaceId workspace, PromptFilter filter, PageQuery page) {
        List<String> after = page.after(1);
        var query = session.createQuery(
                        "from Prompt prompt where prompt.key.workspace = :workspace and prompt.key.name > :after"
                                + filter.kind()
                                        .map(kind -> " and prompt.kind = :kind")
                                        .orElse("")
                                + filter.label().map(label -> HAS_LABEL).orElse("")
                                + " order by prompt.key.name",
                        Prompt.class)
                .setParameter("workspace", workspace.value())
                .setParameter("after", after.isEmpty() ? "" : after.getFirst())
                .setMaxResults(page.limitAndOneMore());
        filter.kind().ifPresent(kind -> query.setParameter("kind", kind));
        filter.label().ifPresent(label -> query.setParameter("label", label.value()));
        return query.getResultList()
                .map(prompts -> Page.of(
                        prompts,
                        page.limit(),
                        prompt -> Cursor.encode(prompt.name().value())));
    }

    /** Versions of one prompt, newest first. */
    Uni<Page<VersionRow>> versions(Mutiny.Session session, WorkspaceId workspace, PromptName prompt, PageQuery page) {
        return session.createQuery("""
                        select new org.llmops.prompt.browsing.VersionRow(
                            version.key.version, version.commitMessage, version.author, version.publishedAt)
                        from PromptVersion version
                        where version.key.workspace = :workspace and version.key.prompt = :prompt
                            and version.key.version < :before
                        order by version.key.version desc
                        """, VersionRow.class)
                .setParameter("workspace", workspace.value())
                .setParameter("prompt", prompt.value())
                .setParameter("before", NumberCursor.before(page))
                .setMaxResults(page.limitAndOneMore())
                .getResultList()
                .map(versions -> Page.of(versions, page.limit(), version -> NumberCursor.after(version.version())));
    }
}
