package org.llmops.guardrail.suites;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.enforcing.PolicyInForce;
import org.llmops.guardrail.policies.PolicyName;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.guardrail.trying.Trying;
import org.llmops.platform.id.Ids;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;
import org.llmops.platform.store.Audit;
import org.llmops.platform.store.Transactions;

/** Publishes suites, and holds versions to them. */
@ApplicationScoped
class SuiteTesting {
    private final Transactions transactions;
    private final Suites suites;
    private final PolicyInForce policies;
    private final Trying trying;
    private final Clock clock;

    SuiteTesting(Transactions transactions, Suites suites, PolicyInForce policies, Trying trying, Clock clock) {
        this.transactions = transactions;
        this.suites = suites;
        this.policies = policies;
        this.trying = trying;
        this.clock = clock;
    }

    Uni<Suite> publish(Caller caller, PolicyName policy, SuiteDraft draft) {
        draft.refuseRepeatedIds();
        Suite suite = new Suite(
                policy.value(),
                0,
                draft.recall(),
                draft.falsePositiveRate(),
                draft.cases(),
                caller.subject(),
                clock.instant());
        return transactions.mutate(
                caller,
                new Audit("policy.suite.publish", "policies/" + policy),
                session -> suites.add(session, caller.workspace(), suite));
    }

    /** @param number absent: the latest suite */
    Uni<SuiteRun> run(Caller caller, PolicyRef ref, @Nullable Integer number) {
        WorkspaceId workspace = caller.workspace();
        return policies.version(workspace, ref)
                .chain(policy -> transactions
                        .read(workspace, session -> suites.find(session, workspace, ref.name(), number))
                        .chain(suite -> trying.texts(
                                        workspace,
                                        policy,
                                        suite.cases().stream()
                                                .map(SuiteCase::tried)
                                                .toList())
                                .map(tried -> SuiteResult.of(suite.cases(), tried))
                                .map(result -> new SuiteRun(
                                        Ids.next(),
                                        ref.name().value(),
                                        ref.version(),
                                        suite.suite(),
                                        result.meets(suite),
                                        result,
                                        caller.subject(),
                                        clock.instant()))))
                .chain(run -> transactions.mutate(
                        caller,
                        new Audit("policy.suite.run", "policies/" + ref.name() + "/versions/" + ref.version()),
                        session -> suites.add(session, workspace, run).replaceWith(run)));
    }

    Uni<Suite> show(WorkspaceId workspace, PolicyName policy, @Nullable Integer number) {
        return transactions.read(workspace, session -> suites.find(session, workspace, policy, number));
    }

    Uni<Page<SuiteSummary>> all(WorkspaceId workspace, PolicyName policy, PageQuery page) {
        return transactions.read(workspace, session -> suites.page(session, workspace, policy, page));
    }

    Uni<Page<SuiteRun>> runs(WorkspaceId workspace, PolicyRef ref, PageQuery page) {
        return transactions.read(workspace, session -> suites.runs(session, workspace, ref, page));
    }
}
