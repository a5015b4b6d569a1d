package org.llmops.guardrail.reviews;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.guardrail.Rows;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.page.Cursor;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;

/** Every review item and what labels say; no query here omits the workspace. */
@ApplicationScoped
class Reviews {
    private final Rows rows;

    Reviews(Rows rows) {
        this.rows = rows;
    }

    /** A finding is looked at once: what is in the queue already stays as it is. */
    Uni<Void> add(Mutiny.Session session, WorkspaceId workspace, List<ReviewItem> items) {
        return rows.insert(session, workspace, "review_item", items, "on conflict do nothing");
    }

    Uni<ReviewItem> lock(Mutiny.Session session, WorkspaceId workspace, UUID id) {
        return one(session, workspace, "id", id, " for update");
    }

    Uni<ReviewItem> ofFinding(Mutiny.Session session, WorkspaceId workspace, UUID finding) {
        return one(session, workspace, "finding", finding, "");
    }

    private Uni<ReviewItem> one(Mutiny.Session session, WorkspaceId workspace, String by, UUID id, String lock) {
        return rows.first(
                        session,
                        workspace,
                        ReviewItem.class,
                        "select * from review_item where workspace = :workspace and " + by + " = :id" + lock,
                        Map.of("id", id))
                .map(found ->
                        found.orElseThrow(() -> GuardrailProblem.REVIEW_UNKNOWN.because("No review item has this id")));
    }

    Uni<Integer> claim(Mutiny.Session session, WorkspaceId workspace, UUID id, String by, Instant at) {
        return rows.change(session, workspace, """
                update review_item set status = 'claimed', claimed_by = :by, claimed_at = :at
                where workspace = :workspace and id = :id
                """, Map.of("id", id, "by", by, "at", at));
    }

    Uni<Integer> label(
            Mutiny.Session session, WorkspaceId workspace, UUID id, Label label, String reason, String by, Instant at) {
        return rows.change(
                session,
                workspace,
                """
                update review_item set status = 'labelled', label = :label, reason = :reason, labelled_by = :by,
                    labelled_at = :at
                where workspace = :workspace and id = :id
                """,
                Map.of("id", id, "label", label.name().toLowerCase(Locale.ROOT), "reason", reason, "by", by, "at", at));
    }

    /** Oldest first, as they should be worked on. */
    Uni<Page<ReviewItem>> page(
            Mutiny.Session session,
            WorkspaceId workspace,
            @Nullable String status,
            @Nullable String rule,
            PageQuery page) {
        List<String> after = page.after(1);
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("after", after.isEmpty() ? new UUID(0, 0) : Cursor.read(after.getFirst(), UUID::fromString));
        parameters.put("most", page.limitAndOneMore());
        String conditions = "";
        if (status != null) {
            parameters.put("status", status);
            conditions += " and status = :status";
        }
        if (rule != null) {
            parameters.put("rule", rule);
            conditions += " and rule = :rule";
        }
        return rows.list(
                        session,
                        workspace,
                        ReviewItem.class,
                        "select * from review_item where workspace = :workspace and id > :after" + conditions
                                + " order by id limit :most",
                        parameters)
                .map(items -> Page.of(
                        items, page.limit(), item -> Cursor.encode(item.id().toString())));
    }

    /** Of every rule of which something was or is to be reviewed; at most 1000. */
    Uni<List<RulePrecision>> precision(Mutiny.Session session, WorkspaceId workspace, @Nullable String policy) {
        Map<String, Object> parameters = policy == null ? Map.of() : Map.of("policy", policy);
        return counted(session, workspace, policy == null ? "" : " and r.policy = :policy", parameters);
    }

    Uni<RulePrecision> precision(Mutiny.Session session, WorkspaceId workspace, ReviewItem item) {
        return counted(
                        session,
                        workspace,
                        " and r.policy = :policy and r.version = :version and r.rule = :rule",
                        Map.of("policy", item.policy(), "version", item.version(), "rule", item.rule()))
                .map(List::getFirst);
    }

    private Uni<List<RulePrecision>> counted(
            Mutiny.Session session, WorkspaceId workspace, String conditions, Map<String, ?> parameters) {
        return rows.list(
                        session,
                        workspace,
                        RulePrecision.Counted.class,
                        """
                        select r.policy, r.version, r.rule,
                            count(*) filter (where r.label = 'true_positive') as true_positives,
                            count(*) filter (where r.label = 'false_positive') as false_positives,
                            count(*) filter (where r.label is null) as open,
                            exists (select 1 from demoted_rule d where d.workspace = :workspace and d.policy = r.policy
                                and d.version = r.version and d.rule = r.rule) as demoted
                        from review_item r where r.workspace = :workspace
                        """ + conditions
                                + " group by r.policy, r.version, r.rule order by r.policy, r.version desc, r.rule limit 1000",
                        parameters)
                .map(counts -> counts.stream().map(RulePrecision::of).toList());
    }

    Uni<Optional<PrecisionFloor>> floor(Mutiny.Session session, WorkspaceId workspace) {
        return rows.first(
                session,
                workspace,
                PrecisionFloor.class,
                "select * from precision_floor where workspace = :workspace",
                Map.of());
    }

    Uni<PrecisionFloor> put(Mutiny.Session session, WorkspaceId workspace, PrecisionFloor floor) {
        return rows.insert(session, workspace, "precision_floor", List.of(floor), """
                        on conflict (workspace) do update set floor = excluded.floor, min_labels = excluded.min_labels,
                            set_by = excluded.set_by, set_at = excluded.set_at
                        """)
                .replaceWith(floor);
    }
}
