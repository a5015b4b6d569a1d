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
import org.llmops.guardrail.policies.PolicyName;
import org.llmops.guardrail.policies.PolicyVersions;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.outbox.Outbox;
import org.llmops.platform.store.Audit;
import org.llmops.platform.store.Transactions;

/** Says where policies apply. What gates guard is taken away or replaced by administrators only: else they could be walked around. */
@ApplicationScoped
class Attaching {
    private static final int MAX_PLACES = 500;
    private static final int MAX_NAME = 200;

    private final Transactions transactions;
    private final Attachments attachments;
    private final Stages stages;
    private final StoredGates gates;
    private final PolicyVersions versions;
    private final PolicyInForce inForce;
    private final Outbox outbox;
    private final Clock clock;

    Attaching(
            Transactions transactions,
            Attachments attachments,
            Stages stages,
            StoredGates gates,
            PolicyVersions versions,
            PolicyInForce inForce,
            Outbox outbox,
            Clock clock) {
        this.transactions = transactions;
        this.attachments = attachments;
        this.stages = stages;
        this.gates = gates;
        this.versions = versions;
        this.inForce = inForce;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<Attachment> attach(Caller caller, Place place, String name, PolicyName policy) {
        checkName(place, name);
        Attachment wanted = new Attachment(place, name, policy.value(), caller.subject(), clock.instant());
        return transactions
                .mutate(
                        caller,
                        new Audit("policy.attach", resource(place, name)),
                        session -> versions.requirePolicy(session, caller.workspace(), policy)
                                .chain(() -> attachments.all(session, caller.workspace()))
                                .invoke(all -> refuseMore(all, place, name))
                                .chain(() -> attachments.find(session, caller.workspace(), place, name))
                                .call(before -> before.isPresent()
                                                && !before.get().policy().equals(policy.value())
                                        ? guard(session, caller, before.get())
                                        : Uni.createFrom().voidItem())
                                .chain(() -> attachments.put(session, caller.workspace(), wanted))
                                .call(() -> tell(session, caller, wanted)))
                .invoke(() -> inForce.forget(caller.workspace()));
    }

    /** Nothing happens, and nothing is told, when none is attached there. */
    Uni<Void> detach(Caller caller, Place place, String name) {
        return transactions
                .mutate(
                        caller,
                        new Audit(place == Place.WORKSPACE ? "policy.release" : "policy.detach", resource(place, name)),
                        session -> attachments
                                .find(session, caller.workspace(), place, name)
                                .chain(before -> before.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : remove(session, caller, before.get())))
                .invoke(() -> inForce.forget(caller.workspace()))
                .replaceWithVoid();
    }

    private Uni<Void> remove(Mutiny.Session session, Caller caller, Attachment attachment) {
        return guard(session, caller, attachment)
                .chain(() -> attachments.remove(session, caller.workspace(), attachment.place(), attachment.name()))
                .chain(removed -> removed
                        ? outbox.add(session, ReleaseWire.enforced(caller, attachment, Optional.empty()))
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> guard(Mutiny.Session session, Caller caller, Attachment attachment) {
        return gates.guarding(session, caller.workspace(), attachment.policy())
                .invoke(guarding -> {
                    boolean guarded =
                            guarding.stream().anyMatch(set -> !set.gates().isOpen());
                    if (guarded && !caller.has(Roles.ADMIN)) {
                        throw GuardrailProblem.PLACE_GUARDED.because(
                                "Policy '%s' has gates: only an administrator takes it away from where it applies"
                                        .formatted(attachment.policy()));
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> tell(Mutiny.Session session, Caller caller, Attachment attachment) {
        PolicyName policy = new PolicyName(attachment.policy());
        return stages.of(session, caller.workspace(), policy)
                .chain(staged -> outbox.add(
                        session, ReleaseWire.enforced(caller, attachment, Releasing.enforced(policy, staged))));
    }

    Uni<List<Attachment>> all(WorkspaceId workspace) {
        return transactions.read(workspace, session -> attachments.all(session, workspace));
    }

    private static void checkName(Place place, String name) {
        boolean fits = place == Place.WORKSPACE
                ? name.equals(Place.EVERYWHERE)
                : !name.isBlank() && name.length() <= MAX_NAME && name.indexOf('\0') < 0;
        if (!fits) {
            throw GuardrailProblem.PLACE_INVALID.at(
                    "name",
                    place == Place.WORKSPACE
                            ? "The place 'workspace' has the one name '" + Place.EVERYWHERE + "'"
                            : "1 to " + MAX_NAME + " characters, as the call's attribute " + place.word());
        }
    }

    private static void refuseMore(List<Attachment> all, Place place, String name) {
        boolean there =
                all.stream().anyMatch(one -> one.place() == place && one.name().equals(name));
        if (!there && all.size() >= MAX_PLACES) {
            throw GuardrailProblem.PLACE_INVALID.at(
                    "name", "Policies are attached to at most " + MAX_PLACES + " places");
        }
    }

    private static String resource(Place place, String name) {
        return "attachments/" + place.word() + "/" + name;
    }
}
