package org.llmops.guardrail.findings;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.guardrail.Rows;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;

/** Every finding and every recorded text; no query but those of retention omits the workspace. */
@ApplicationScoped
public class StoredFindings {
    private final Rows rows;

    StoredFindings(Rows rows) {
        this.rows = rows;
    }

    public Uni<StoredFinding> find(Mutiny.Session session, WorkspaceId workspace, UUID id) {
        return rows.first(
                        session,
                        workspace,
                        StoredFinding.class,
                        "select * from finding where workspace = :workspace and id = :id",
                        Map.of("id", id))
                .map(found -> found.orElseThrow(
                        () -> GuardrailProblem.FINDING_UNKNOWN.because("No finding has this id; it may have expired")));
    }

    /** Newest first. */
    Uni<Page<StoredFinding>> page(Mutiny.Session session, WorkspaceId workspace, FindingQuery query, PageQuery page) {
        Map<String, Object> parameters = new HashMap<>(query.conditions());
        StringBuilder conditions = new StringBuilder();
        query.conditions()
                .keySet()
                .forEach(column ->
                        conditions.append(" and ").append(column).append(" = :").append(column));
        parameters.put("begin", query.begin());
        parameters.put("end", query.end());
        return rows.newestFirst(
                session,
                workspace,
                StoredFinding.class,
                "select * from finding where workspace = :workspace and at >= :begin and at < :end" + conditions,
                parameters,
                page,
                StoredFinding::id);
    }

    /** A recorded text whose content is kept. */
    Uni<Optional<ScreenedText>> text(Mutiny.Session session, WorkspaceId workspace, UUID id) {
        return rows.first(
                session,
                workspace,
                ScreenedText.class,
                "select * from screened_text where workspace = :workspace and id = :id and sealed is not null",
                Map.of("id", id));
    }

    /** The newest texts whose content is kept. */
    Uni<List<ScreenedText>> newest(Mutiny.Session session, WorkspaceId workspace, int most) {
        return rows.list(session, workspace, ScreenedText.class, """
                select * from screened_text where workspace = :workspace and sealed is not null and expires_at > now()
                order by id desc limit :most
                """, Map.of("most", most));
    }

    /** Of all workspaces. Says how many rows went. */
    Uni<Integer> expire(Mutiny.Session session, Instant now, int most) {
        return session.createNativeQuery("""
                        delete from finding where (workspace, id) in
                            (select workspace, id from finding where expires_at <= :now limit :most)
                        """)
                .setParameter("now", now)
                .setParameter("most", most)
                .executeUpdate()
                .chain(findings -> session.createNativeQuery("""
                                delete from screened_text where (workspace, id) in
                                    (select workspace, id from screened_text where expires_at <= :now limit :most)
                                """)
                        .setParameter("now", now)
                        .setParameter("most", most)
                        .executeUpdate()
                        .map(texts -> findings + texts));
    }
}
