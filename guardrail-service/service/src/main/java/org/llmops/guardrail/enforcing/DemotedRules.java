package org.llmops.guardrail.enforcing;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.guardrail.Rows;
import org.llmops.platform.identity.WorkspaceId;

/** Rules of versions that only report, whatever the version says; no query here omits the workspace. */
@ApplicationScoped
public class DemotedRules {
    private final Rows rows;

    DemotedRules(Rows rows) {
        this.rows = rows;
    }

    /** A rule that only reports, and why. */
    @RegisterForReflection
    @Schema(name = "DemotedRule")
    public record Demoted(String policy, int version, String rule, String why, String demotedBy, Instant demotedAt) {}

    /** Says whether it was not demoted before. */
    public Uni<Boolean> add(Mutiny.Session session, WorkspaceId workspace, Demoted rule) {
        return rows.change(
                        session,
                        workspace,
                        """
                        insert into demoted_rule (workspace, policy, version, rule, why, demoted_by, demoted_at)
                        values (:workspace, :policy, :version, :rule, :why, :by, :at) on conflict do nothing
                        """,
                        Map.of(
                                "policy",
                                rule.policy(),
                                "version",
                                rule.version(),
                                "rule",
                                rule.rule(),
                                "why",
                                rule.why(),
                                "by",
                                rule.demotedBy(),
                                "at",
                                rule.demotedAt()))
                .map(added -> added > 0);
    }

    /** Says whether it was demoted. */
    public Uni<Boolean> remove(Mutiny.Session session, WorkspaceId workspace, String policy, int version, String rule) {
        return rows.change(session, workspace, """
                        delete from demoted_rule
                        where workspace = :workspace and policy = :policy and version = :version and rule = :rule
                        """, Map.of("policy", policy, "version", version, "rule", rule))
                .map(removed -> removed > 0);
    }

    /** Newest first, at most 1000. */
    public Uni<List<Demoted>> all(Mutiny.Session session, WorkspaceId workspace) {
        return rows.list(
                session,
                workspace,
                Demoted.class,
                "select * from demoted_rule where workspace = :workspace order by demoted_at desc limit 1000",
                Map.of());
    }
}
