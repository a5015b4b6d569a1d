package org.llmops.guardrail.releases;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.guardrail.enforcing.Place;
import org.llmops.guardrail.enforcing.PolicyInForce;
import org.llmops.guardrail.enforcing.Stage;
import org.llmops.guardrail.policies.NeededByRails;
import org.llmops.guardrail.policies.PolicyName;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.guardrail.policies.PolicyVersions;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.outbox.Outbox;
import org.llmops.platform.store.Audit;
import org.llmops.platform.store.Transactions;

/** Moves versions from stage to stage: into force only through their gates, and back in one call. */
@ApplicationScoped
class Releasing {
    /** Each version in shadow costs one more screening of every call. */
    private static final int MAX_SHADOWS = 3;

    private final Transactions transactions;
    private final PolicyVersions versions;
    private final Stages stages;
    private final Attachments attachments;
    private final GateKeeping gates;
    private final NeededByRails needed;
    private final PolicyInForce inForce;
    private final Outbox outbox;
    private final Clock clock;

    Releasing(
            Transactions transactions,
            PolicyVersions versions,
            Stages stages,
            Attachments attachments,
            GateKeeping gates,
            NeededByRails needed,
            PolicyInForce inForce,
            Outbox outbox,
            Clock clock) {
        this.transactions = transactions;
        this.versions = versions;
        this.stages = stages;
        this.attachments = attachments;
        this.gates = gates;
        this.needed = needed;
        this.inForce = inForce;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<Move> move(Caller caller, MoveVersion command) {
        PolicyRef ref = command.ref();
        return transactions
                .mutate(
                        caller,
                        audit("policy.version." + command.to().word(), ref),
                        session -> locked(session, caller.workspace(), ref)
                                .invoke(staged -> refuseImpossible(staged, command))
                                .call(() -> pass(session, caller.workspace(), command))
                                .chain(staged -> place(session, caller, staged, command))
                                .call(() -> tell(session, caller, ref.name())))
                .invoke(() -> inForce.forget(caller.workspace()));
    }

    /** Puts a version in force in the whole workspace, through its gates. To do so again changes nothing. */
    Uni<Attachment> enforceEverywhere(Caller caller, PolicyRef ref) {
        Attachment wanted = new Attachment(
                Place.WORKSPACE, Place.EVERYWHERE, ref.name().value(), caller.subject(), clock.instant());
        MoveVersion command = new MoveVersion(ref, Stage.ENFORCE, "Put in force in the whole workspace");
        return transactions
                .mutate(
                        caller,
                        audit("policy.enforce", ref),
                        session -> locked(session, caller.workspace(), ref)
                                .call(staged -> Stages.stage(staged, ref.version()) == Stage.ENFORCE
                                        ? Uni.createFrom().voidItem()
                                        : pass(session, caller.workspace(), command)
                                                .chain(() -> place(session, caller, staged, command)))
                                .chain(() -> attachments.put(session, caller.workspace(), wanted))
                                .call(() -> tell(session, caller, ref.name())))
                .invoke(() -> inForce.forget(caller.workspace()));
    }

    /** Puts the version in force that was in force before. It has passed its gates once; nothing is asked of it now. */
    Uni<Move> rollback(Caller caller, PolicyName policy, String why) {
        return transactions
                .mutate(
                        caller,
                        new Audit("policy.rollback", "policies/" + policy),
                        session -> stages.lock(session, caller.workspace(), policy)
                                .chain(() -> stages.of(session, caller.workspace(), policy))
                                .chain(staged -> before(session, caller.workspace(), policy, staged)
                                        .chain(ref -> place(
                                                session, caller, staged, new MoveVersion(ref, Stage.ENFORCE, why))))
                                .call(() -> tell(session, caller, policy)))
                .invoke(() -> inForce.forget(caller.workspace()));
    }

    private Uni<PolicyRef> before(
            Mutiny.Session session, WorkspaceId workspace, PolicyName policy, List<StagedVersion> staged) {
        return enforced(policy, staged)
                .map(present -> stages.before(session, workspace, present))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
                .map(found -> found.orElseThrow(() -> GuardrailProblem.NOTHING_BEFORE.because(
                        "No other version of policy '" + policy + "' was in force before the present one")));
    }

    private Uni<List<StagedVersion>> locked(Mutiny.Session session, WorkspaceId workspace, PolicyRef ref) {
        return stages.lock(session, workspace, ref.name())
                .chain(() -> versions.find(session, workspace, ref))
                .chain(() -> stages.of(session, workspace, ref.name()));
    }

    private static void refuseImpossible(List<StagedVersion> staged, MoveVersion command) {
        Stage from = Stages.stage(staged, command.ref().version());
        if (!from.leadsTo(command.to())) {
            throw GuardrailProblem.MOVE_INVALID.at(
                    "stage",
                    "From %s a version does not go to %s"
                            .formatted(from.word(), command.to().word()));
        }
        if (command.to() == Stage.SHADOW
                && staged.stream()
                                .filter(other -> other.stage() == Stage.SHADOW)
                                .count()
                        >= MAX_SHADOWS) {
            throw GuardrailProblem.MOVE_INVALID.at(
                    "stage", "At most " + MAX_SHADOWS + " versions of a policy are in shadow: retire one");
        }
    }

    /** Only the way into force has gates. */
    private Uni<Void> pass(Mutiny.Session session, WorkspaceId workspace, MoveVersion command) {
        return command.to() != Stage.ENFORCE
                ? Uni.createFrom().voidItem()
                : gates.report(session, workspace, command.ref())
                        .invoke(report -> {
                            if (!report.open()) {
                                throw GuardrailProblem.GATES_UNMET.at(report.missing());
                            }
                        })
                        .replaceWithVoid();
    }

    /** The version that was in force makes room first. */
    private Uni<Move> place(Mutiny.Session session, Caller caller, List<StagedVersion> staged, MoveVersion command) {
        PolicyName policy = command.ref().name();
        Uni<Void> room = enforced(policy, staged)
                .filter(present -> command.to() == Stage.ENFORCE && !present.equals(command.ref()))
                .map(present -> step(
                                session,
                                caller,
                                new MoveVersion(
                                        present,
                                        Stage.RETIRED,
                                        "Version %d takes over"
                                                .formatted(command.ref().version())),
                                Stage.ENFORCE)
                        .replaceWithVoid())
                .orElseGet(() -> Uni.createFrom().voidItem());
        return ready(session, caller.workspace(), command)
                .chain(() -> room)
                .chain(() -> step(
                        session,
                        caller,
                        command,
                        Stages.stage(staged, command.ref().version())));
    }

    /** What its rails name may have been removed since it was published: it would fail at every call. */
    private Uni<Void> ready(Mutiny.Session session, WorkspaceId workspace, MoveVersion command) {
        return command.to() == Stage.ENFORCE || command.to() == Stage.SHADOW
                ? versions.find(session, workspace, command.ref())
                        .chain(version ->
                                needed.require(session, workspace, version.rails(), GuardrailProblem.MOVE_INVALID))
                : Uni.createFrom().voidItem();
    }

    private Uni<Move> step(Mutiny.Session session, Caller caller, MoveVersion command, Stage from) {
        PolicyRef ref = command.ref();
        String policy = ref.name().value();
        StagedVersion staged =
                new StagedVersion(policy, ref.version(), command.to(), caller.subject(), clock.instant());
        Move move = new Move(
                policy, 0, ref.version(), from, command.to(), command.why(), caller.subject(), clock.instant());
        return stages.put(session, caller.workspace(), staged)
                .chain(() -> stages.add(session, caller.workspace(), move))
                .call(made -> outbox.add(session, ReleaseWire.moved(caller.workspace(), made)));
    }

    /** What is in force changed wherever the policy applies. */
    private Uni<Void> tell(Mutiny.Session session, Caller caller, PolicyName policy) {
        return attachments
                .of(session, caller.workspace(), policy.value())
                .chain(places -> stages.of(session, caller.workspace(), policy).chain(staged -> {
                    Uni<Void> told = Uni.createFrom().voidItem();
                    for (Attachment place : places) {
                        told = told.chain(() ->
                                outbox.add(session, ReleaseWire.enforced(caller, place, enforced(policy, staged))));
                    }
                    return told;
                }));
    }

    static Optional<PolicyRef> enforced(PolicyName policy, List<StagedVersion> staged) {
        return staged.stream()
                .filter(version -> version.stage() == Stage.ENFORCE)
                .map(version -> new PolicyRef(policy, version.version()))
                .findFirst();
    }

    private static Audit audit(String action, PolicyRef ref) {
        return new Audit(action, "policies/" + ref.name() + "/versions/" + ref.version());
    }
}
