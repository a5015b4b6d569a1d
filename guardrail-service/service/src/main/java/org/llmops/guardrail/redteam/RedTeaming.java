package org.llmops.guardrail.redteam;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.guardrail.enforcing.PolicyInForce;
import org.llmops.guardrail.policies.Direction;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.guardrail.policies.PolicyVersions;
import org.llmops.guardrail.trying.Tried;
import org.llmops.guardrail.trying.TriedText;
import org.llmops.guardrail.trying.Trying;
import org.llmops.platform.id.Ids;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;
import org.llmops.platform.store.Audit;
import org.llmops.platform.store.Transactions;

/** Tries attacks on policies, a piece of a run at a time: whatever stops an instance, another goes on from the last piece. */
@ApplicationScoped
class RedTeaming {
    private static final Logger log = Logger.getLogger(RedTeaming.class);
    private static final int PIECE = 200;
    private static final int MAX_ATTEMPTS = 30_000;
    private static final Duration LEASE = Duration.ofMinutes(2);

    private final Transactions transactions;
    private final RedTeamRuns runs;
    private final Corpora corpora;
    private final PolicyVersions versions;
    private final PolicyInForce policies;
    private final Trying trying;
    private final Clock clock;

    RedTeaming(
            Transactions transactions,
            RedTeamRuns runs,
            Corpora corpora,
            PolicyVersions versions,
            PolicyInForce policies,
            Trying trying,
            Clock clock) {
        this.transactions = transactions;
        this.runs = runs;
        this.corpora = corpora;
        this.versions = versions;
        this.policies = policies;
        this.trying = trying;
        this.clock = clock;
    }

    Uni<RedTeamRun> start(Caller caller, PolicyRef ref, Plan plan) {
        WorkspaceId workspace = caller.workspace();
        return transactions.mutate(
                caller,
                new Audit("red-team.start", "policies/" + ref.name() + "/versions/" + ref.version()),
                session -> versions.find(session, workspace, ref)
                        .chain(() -> corpora.of(session, workspace, plan.corpora()))
                        .map(attacks -> waiting(caller, ref, plan, attacks.size()))
                        .call(run -> runs.add(session, workspace, run)));
    }

    private RedTeamRun waiting(Caller caller, PolicyRef ref, Plan plan, int attacks) {
        int attempts = attacks * plan.encodings().size();
        if (attempts == 0 || attempts > MAX_ATTEMPTS) {
            throw GuardrailProblem.RUN_INVALID.at(
                    "corpora", "%d attempts: 1 to %d can be made in one run".formatted(attempts, MAX_ATTEMPTS));
        }
        return new RedTeamRun(
                Ids.next(),
                ref.name().value(),
                ref.version(),
                plan,
                RedTeamRun.Status.WAITING,
                attempts,
                0,
                List.of(),
                List.of(),
                null,
                null,
                caller.subject(),
                clock.instant(),
                null);
    }

    Uni<RedTeamRun> cancel(Caller caller, UUID id) {
        WorkspaceId workspace = caller.workspace();
        return transactions.mutate(
                caller,
                new Audit("red-team.cancel", "red-team-runs/" + id),
                session -> runs.find(session, workspace, id)
                        .chain(() -> runs.end(session, workspace, id, "cancelled", "", clock.instant()))
                        .chain(() -> runs.find(session, workspace, id)));
    }

    @Scheduled(
            every = "1s",
            delayed = "2s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> work() {
        return transactions
                .acrossWorkspaces(session ->
                        runs.claim(session, clock.instant(), clock.instant().plus(LEASE)))
                .chain(claim -> claim.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : piece(
                                        new WorkspaceId(claim.get().workspace()),
                                        claim.get().id())
                                .chain(this::work))
                .onFailure()
                .invoke(failure -> log.warnf("Red-team runs wait: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> piece(WorkspaceId workspace, UUID id) {
        return transactions
                .read(
                        workspace,
                        session -> runs.find(session, workspace, id)
                                .chain(run -> corpora.of(
                                                session, workspace, run.plan().corpora())
                                        .map(attacks -> Work.of(run, attacks))))
                .chain(work -> attempt(workspace, work)
                        .chain(progress -> transactions.write(
                                workspace,
                                session -> runs.progress(
                                        session,
                                        workspace,
                                        id,
                                        progress,
                                        work.isLast() ? "done" : "running",
                                        clock.instant()))))
                .onFailure()
                .recoverWithUni(failure -> {
                    log.warnf(failure, "Red-team run %s failed", id);
                    return transactions.write(
                            workspace,
                            session -> runs.end(
                                    session,
                                    workspace,
                                    id,
                                    "failed",
                                    failure.getClass().getSimpleName(),
                                    clock.instant()));
                })
                .replaceWithVoid();
    }

    private Uni<Progress> attempt(WorkspaceId workspace, Work work) {
        return policies.enforcing(workspace, work.run().ref())
                .chain(policy -> trying.texts(
                        workspace,
                        policy,
                        work.attempts().stream().map(Attempt::text).toList()))
                .map(work::counted);
    }

    Uni<RedTeamRun> one(WorkspaceId workspace, UUID id) {
        return transactions.read(workspace, session -> runs.find(session, workspace, id));
    }

    Uni<Page<RedTeamRun>> page(WorkspaceId workspace, PageQuery page) {
        return transactions.read(workspace, session -> runs.page(session, workspace, page));
    }

    Uni<List<Corpora.Listed>> corpora(WorkspaceId workspace) {
        return transactions.read(workspace, session -> corpora.listed(session, workspace));
    }

    Uni<Void> remove(Caller caller, String name) {
        if (Corpora.OWN.contains(name)) {
            throw GuardrailProblem.CORPUS_INVALID.at("name", "It comes with the service and stays");
        }
        return transactions
                .mutate(
                        caller,
                        new Audit("red-team.corpus.remove", "attack-corpora/" + name),
                        session -> corpora.remove(session, caller.workspace(), name))
                .replaceWithVoid();
    }

    Uni<Integer> upload(Caller caller, String name, String lines) {
        if (Corpora.OWN.contains(name) || name.isBlank() || name.length() > 100 || name.indexOf('\0') >= 0) {
            throw GuardrailProblem.CORPUS_INVALID.at(
                    "name", "1 to 100 characters, and none of " + String.join(", ", Corpora.OWN));
        }
        List<Attack> attacks = corpora.read(lines);
        return transactions.mutate(
                caller,
                new Audit("red-team.corpus.upload", "attack-corpora/" + name),
                session -> corpora.put(
                                session,
                                caller.workspace(),
                                new Corpora.Corpus(name, attacks, caller.subject(), clock.instant()))
                        .replaceWith(attacks.size()));
    }

    /** An attack, written in one way. */
    private record Attempt(Attack attack, Disguise disguise) {
        TriedText text() {
            return TriedText.of(Direction.INPUT, disguise.source(), disguise.write(attack.in(disguise.source())));
        }
    }

    /** The next piece of a run. */
    private record Work(RedTeamRun run, List<Attempt> attempts) {
        static Work of(RedTeamRun run, List<Attack> attacks) {
            List<Disguise> disguises = run.plan().encodings();
            List<Attempt> attempts = new ArrayList<>();
            int end = Math.min(run.attempts(), run.next() + PIECE);
            for (int number = run.next(); number < end; number++) {
                attempts.add(
                        new Attempt(attacks.get(number / disguises.size()), disguises.get(number % disguises.size())));
            }
            return new Work(run, attempts);
        }

        boolean isLast() {
            return run.next() + attempts.size() >= run.attempts();
        }

        Progress counted(List<Tried> tried) {
            Progress progress = run.progress();
            for (int index = 0; index < attempts.size(); index++) {
                Attempt attempt = attempts.get(index);
                progress = progress.and(attempt.attack(), attempt.disguise(), tried.get(index));
            }
            return progress;
        }
    }
}
