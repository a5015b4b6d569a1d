package org.llmops.guardrail.suites;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.guardrail.Rows;
import org.llmops.guardrail.policies.PolicyName;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.page.NumberCursor;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;

/** The suites of every policy and how versions did on them; no query here omits the workspace. */
@ApplicationScoped
public class Suites {
    private final Rows rows;

    Suites(Rows rows) {
        this.rows = rows;
    }

    /**
     * How the latest run of a version on the latest suite ended.
     *
     * @param suite 0 when the policy has none
     * @param passed absent when the version was not run on it
     */
    @RegisterForReflection
    public record Standing(int suite, @Nullable Boolean passed) {}

    public Uni<Standing> standing(Mutiny.Session session, WorkspaceId workspace, PolicyRef ref) {
        return rows.first(
                        session,
                        workspace,
                        Standing.class,
                        """
                        select latest.suite,
                            (select passed from suite_run r where r.workspace = :workspace and r.policy = :policy
                                and r.version = :version and r.suite = latest.suite order by r.id desc limit 1) as passed
                        from (select coalesce(max(suite), 0) as suite from policy_suite
                            where workspace = :workspace and policy = :policy) latest
                        """,
                        Map.of("policy", ref.name().value(), "version", ref.version()))
                .map(found -> found.orElse(new Standing(0, null)));
    }

    /** Gives the suite the next number of its policy, whose row the transaction locks. */
    Uni<Suite> add(Mutiny.Session session, WorkspaceId workspace, Suite suite) {
        return session.createNativeQuery(
                        "select name from policy where workspace = :workspace and name = :policy for update",
                        String.class)
                .setParameter("workspace", workspace.value())
                .setParameter("policy", suite.policy())
                .getSingleResultOrNull()
                .onItem()
                .ifNull()
                .failWith(() -> GuardrailProblem.POLICY_UNKNOWN.because("No policy is called '" + suite.policy() + "'"))
                .chain(() -> session.createNativeQuery(
                                "select count(*) from policy_suite where workspace = :workspace and policy = :policy",
                                Long.class)
                        .setParameter("workspace", workspace.value())
                        .setParameter("policy", suite.policy())
                        .getSingleResult())
                .map(suites -> new Suite(
                        suite.policy(),
                        suites.intValue() + 1,
                        suite.minRecall(),
                        suite.maxFalsePositiveRate(),
                        suite.cases(),
                        suite.publishedBy(),
                        suite.publishedAt()))
                .call(numbered -> rows.insert(session, workspace, "policy_suite", List.of(numbered)));
    }

    /** @param number absent: the latest */
    Uni<Suite> find(Mutiny.Session session, WorkspaceId workspace, PolicyName policy, @Nullable Integer number) {
        String which = number == null ? "" : " and suite = " + number;
        return rows.first(
                        session,
                        workspace,
                        Suite.class,
                        "select * from policy_suite where workspace = :workspace and policy = :policy" + which
                                + " order by suite desc limit 1",
                        Map.of("policy", policy.value()))
                .map(found -> found.orElseThrow(() -> GuardrailProblem.SUITE_UNKNOWN.because(
                        number == null
                                ? "Policy '" + policy + "' has no test suite: publish one"
                                : "Policy '" + policy + "' has no test suite " + number)));
    }

    Uni<Void> add(Mutiny.Session session, WorkspaceId workspace, SuiteRun run) {
        return rows.insert(session, workspace, "suite_run", List.of(run));
    }

    /** The suites of a policy without their cases, newest first. */
    Uni<Page<SuiteSummary>> page(Mutiny.Session session, WorkspaceId workspace, PolicyName policy, PageQuery page) {
        return rows.list(
                        session,
                        workspace,
                        SuiteSummary.class,
                        """
                        select policy, suite, min_recall, max_false_positive_rate, jsonb_array_length(cases) as cases,
                            published_by, published_at
                        from policy_suite where workspace = :workspace and policy = :policy and suite < :before
                        order by suite desc limit :most
                        """,
                        Map.of(
                                "policy",
                                policy.value(),
                                "before",
                                NumberCursor.before(page),
                                "most",
                                page.limitAndOneMore()))
                .map(suites -> Page.of(suites, page.limit(), suite -> NumberCursor.after(suite.suite())));
    }

    /** The runs of a version, newest first. */
    Uni<Page<SuiteRun>> runs(Mutiny.Session session, WorkspaceId workspace, PolicyRef ref, PageQuery page) {
        return rows.newestFirst(
                session,
                workspace,
                SuiteRun.class,
                "select * from suite_run where workspace = :workspace and policy = :policy and version = :version",
                Map.of("policy", ref.name().value(), "version", ref.version()),
                page,
                SuiteRun::id);
    }
}
