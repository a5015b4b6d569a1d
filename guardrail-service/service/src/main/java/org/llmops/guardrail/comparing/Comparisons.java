package org.llmops.guardrail.comparing;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.Rows;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;

/** Every comparison of every version; no query here omits the workspace. */
@ApplicationScoped
public class Comparisons {
    private final Rows rows;

    Comparisons(Rows rows) {
        this.rows = rows;
    }

    /** How much a comparison looked at, and what it found. */
    @RegisterForReflection
    public record Figures(int texts, int newlyBlocked, int newlyAllowed) {
        public double newlyBlockedShare() {
            return texts == 0 ? 0 : (double) newlyBlocked / texts;
        }

        public double newlyAllowedShare() {
            return texts == 0 ? 0 : (double) newlyAllowed / texts;
        }
    }

    /** The latest comparison with what is in force now. */
    public Uni<Optional<Figures>> latest(
            Mutiny.Session session, WorkspaceId workspace, PolicyRef ref, @Nullable Integer inForce) {
        String against = inForce == null
                ? "against is null"
                : "against ->> 'name' = :policy and cast(against ->> 'version' as int) = " + inForce;
        return rows.first(
                session,
                workspace,
                Figures.class,
                """
                select cast(result ->> 'texts' as int) as texts, cast(result ->> 'newly_blocked' as int) as newly_blocked,
                    cast(result ->> 'newly_allowed' as int) as newly_allowed
                from policy_comparison
                where workspace = :workspace and policy = :policy and version = :version and %s
                order by id desc limit 1
                """.formatted(against),
                Map.of("policy", ref.name().value(), "version", ref.version()));
    }

    Uni<Void> add(Mutiny.Session session, WorkspaceId workspace, Comparison comparison) {
        return rows.insert(session, workspace, "policy_comparison", List.of(comparison));
    }

    /** Of a version, newest first. */
    Uni<Page<Comparison>> page(Mutiny.Session session, WorkspaceId workspace, PolicyRef ref, PageQuery page) {
        return rows.newestFirst(
                session,
                workspace,
                Comparison.class,
                "select * from policy_comparison where workspace = :workspace and policy = :policy and version = :version",
                Map.of("policy", ref.name().value(), "version", ref.version()),
                page,
                Comparison::id);
    }
}
