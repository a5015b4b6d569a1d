package org.llmops.guardrail.enforcing;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.guardrail.policies.PolicyName;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.guardrail.policies.PolicyVersion;
import org.llmops.guardrail.policies.PolicyVersions;
import org.llmops.guardrail.policies.Repertoire;
import org.llmops.guardrail.redacting.CompiledPolicy;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.store.Transactions;

/**
 * Knows what screens each workspace's calls, compiled and in memory. Never staler than {@code check-after} while the
 * database answers, nor than {@code trust-for} while it does not.
 */
@ApplicationScoped
public class PolicyInForce {
    private static final Logger log = Logger.getLogger(PolicyInForce.class);

    private final Transactions transactions;
    private final StandingPolicies standing;
    private final PolicyVersions versions;
    private final Repertoire repertoire;
    private final EnforcementSettings settings;
    private final Map<WorkspaceId, Known> known = new ConcurrentHashMap<>();
    private final Map<WorkspaceId, Check> checks = new ConcurrentHashMap<>();

    PolicyInForce(
            Transactions transactions,
            StandingPolicies standing,
            PolicyVersions versions,
            Repertoire repertoire,
            EnforcementSettings settings) {
        this.transactions = transactions;
        this.standing = standing;
        this.versions = versions;
        this.repertoire = repertoire;
        this.settings = settings;
    }

    /** @param attributes of the call: where it happens */
    public Uni<AppliedPolicies> of(WorkspaceId workspace, Map<String, String> attributes) {
        AppliedPolicies now = atHand(workspace, attributes);
        return now == null
                ? check(workspace, known.get(workspace)).map(stands -> stands.at(attributes))
                : Uni.createFrom().item(now);
    }

    /** What is known well enough to be acted upon; absent: the database has to be asked. */
    public @Nullable AppliedPolicies atHand(WorkspaceId workspace, Map<String, String> attributes) {
        Known last = known.get(workspace);
        return last != null && last.isYoungerThan(settings.checkAfter())
                ? last.standing().at(attributes)
                : null;
    }

    /** Any version, compiled for one use: to try what it would do. */
    public Uni<CompiledPolicy> version(WorkspaceId workspace, PolicyRef ref) {
        return transactions
                .read(workspace, session -> versions.find(session, workspace, ref))
                .map(version -> CompiledPolicy.of(version, repertoire));
    }

    /** Any version, as it would act if its rails in shadow were enforced. */
    public Uni<CompiledPolicy> enforcing(WorkspaceId workspace, PolicyRef ref) {
        return transactions
                .read(workspace, session -> versions.find(session, workspace, ref))
                .map(version -> CompiledPolicy.enforcing(version, repertoire));
    }

    /** The version of a policy that is enforced, wherever the policy applies. */
    public Uni<Optional<CompiledPolicy>> enforced(WorkspaceId workspace, PolicyName name) {
        return transactions
                .read(
                        workspace,
                        session -> standing.enforced(session, workspace, name)
                                .chain(ref -> ref.isEmpty()
                                        ? Uni.createFrom().item(Optional.<PolicyVersion>empty())
                                        : versions.find(session, workspace, ref.get())
                                                .map(Optional::of)))
                .map(found -> found.map(version -> CompiledPolicy.of(version, repertoire)));
    }

    /** A change made in this instance holds at once. */
    public void forget(WorkspaceId workspace) {
        checks.remove(workspace);
        known.remove(workspace);
    }

    /** One check at a time: who asks meanwhile hears the same answer, on the context that it asked in. */
    private Uni<Standing> check(WorkspaceId workspace, @Nullable Known last) {
        Uni<Standing> answer =
                checks.computeIfAbsent(workspace, where -> new Check(check -> ask(workspace, last, check))).answer;
        Context asking = Vertx.currentContext();
        return asking == null ? answer : answer.emitOn(told -> asking.runOnContext(here -> told.run()));
    }

    private Uni<Standing> ask(WorkspaceId workspace, @Nullable Known last, Check check) {
        // Taken before the read: the answer is as old as the question.
        long askedAt = System.nanoTime();
        return read(workspace, last)
                .invoke(found -> remember(workspace, check, new Known(found, askedAt)))
                .onFailure()
                .recoverWithUni(failure -> trusted(workspace, last, failure))
                .onTermination()
                .invoke(() -> checks.remove(workspace, check));
    }

    private Uni<Standing> read(WorkspaceId workspace, @Nullable Known last) {
        return transactions
                .read(workspace, session -> load(session, workspace, last))
                .ifNoItem()
                .after(settings.checkTimeout())
                .fail();
    }

    /** What was asked before a change in this instance, and is heard after it, is not remembered. */
    private void remember(WorkspaceId workspace, Check check, Known found) {
        checks.computeIfPresent(workspace, (where, current) -> {
            if (current != check) {
                return current;
            }
            known.put(workspace, found);
            return null;
        });
    }

    private Uni<Standing> load(Mutiny.Session session, WorkspaceId workspace, @Nullable Known last) {
        return standing.of(session, workspace)
                .chain(rows -> last != null && last.standing().is(rows)
                        ? Uni.createFrom().item(last.standing())
                        : changed(session, workspace, rows, last));
    }

    private Uni<Standing> changed(
            Mutiny.Session session, WorkspaceId workspace, List<StandingRow> rows, @Nullable Known last) {
        List<PolicyVersion> read =
                new ArrayList<>(last == null ? List.of() : last.standing().known());
        Set<PolicyRef> missing = new LinkedHashSet<>();
        rows.forEach(row -> missing.add(row.standing().ref()));
        read.removeIf(version -> !missing.remove(version.ref()));
        Uni<Void> reading = Uni.createFrom().voidItem();
        for (PolicyRef ref : missing) {
            reading = reading.chain(() -> versions.find(session, workspace, ref))
                    .invoke(read::add)
                    .replaceWithVoid();
        }
        return reading.map(done -> last == null
                ? new Standing(rows, read, repertoire)
                : new Standing(rows, read, repertoire, last.standing()));
    }

    private Uni<Standing> trusted(WorkspaceId workspace, @Nullable Known last, Throwable failure) {
        if (last == null || !last.isYoungerThan(settings.trustFor())) {
            log.errorf(failure, "The policy of workspace %s cannot be read: its texts are refused", workspace);
            return Uni.createFrom()
                    .failure(GuardrailProblem.POLICY_UNAVAILABLE.because(
                            "The policy in force cannot be read, so nothing can be screened; try again shortly"));
        }
        log.warnf("The policy of workspace %s cannot be checked: %s", workspace, failure);
        return Uni.createFrom().item(last.standing());
    }

    /** What was in force when it was last looked up. */
    private record Known(Standing standing, long askedAtNanos) {
        boolean isYoungerThan(Duration age) {
            return System.nanoTime() - askedAtNanos < age.toNanos();
        }
    }

    /** A look at the database that all hear who ask meanwhile; one of them giving up does not end it. */
    private static final class Check {
        private final Uni<Standing> answer;

        Check(Function<Check, Uni<Standing>> work) {
            answer = Uni.createFrom().deferred(() -> work.apply(this)).memoize().indefinitely();
        }
    }
}
