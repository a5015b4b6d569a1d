package org.llmops.guardrail.reviews;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.guardrail.enforcing.DemotedRules;
import org.llmops.guardrail.enforcing.DemotedRules.Demoted;
import org.llmops.guardrail.enforcing.PolicyInForce;
import org.llmops.guardrail.findings.StoredFindings;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.outbox.Outbox;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;
import org.llmops.platform.store.Audit;
import org.llmops.platform.store.Transactions;

/** Takes people's word on findings, and takes rules out of effect that are wrong too often. */
@ApplicationScoped
class Reviewing {
    /** Who demotes when labels do. */
    private static final String ITSELF = "guardrail-service";

    private final Transactions transactions;
    private final Reviews reviews;
    private final StoredFindings findings;
    private final DemotedRules demoted;
    private final PolicyInForce inForce;
    private final Outbox outbox;
    private final Clock clock;

    Reviewing(
            Transactions transactions,
            Reviews reviews,
            StoredFindings findings,
            DemotedRules demoted,
            PolicyInForce inForce,
            Outbox outbox,
            Clock clock) {
        this.transactions = transactions;
        this.reviews = reviews;
        this.findings = findings;
        this.demoted = demoted;
        this.inForce = inForce;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Puts a finding into the queue by hand; to do so again changes nothing. */
    Uni<ReviewItem> pick(Caller caller, UUID finding) {
        WorkspaceId workspace = caller.workspace();
        return transactions.mutate(
                caller,
                new Audit("review.pick", "findings/" + finding),
                session -> findings.find(session, workspace, finding)
                        .chain(found -> reviews.add(
                                session, workspace, List.of(ReviewQueueing.item(found, ReviewItem.Why.PICKED))))
                        .chain(() -> reviews.ofFinding(session, workspace, finding)));
    }

    /** Only one person works on an item; to claim one's own again changes nothing. */
    Uni<ReviewItem> claim(Caller caller, UUID id) {
        WorkspaceId workspace = caller.workspace();
        return transactions.mutate(
                caller,
                new Audit("review.claim", "reviews/" + id),
                session -> reviews.lock(session, workspace, id)
                        .invoke(item -> refuseOthers(item, caller))
                        .chain(() -> reviews.claim(session, workspace, id, caller.subject(), clock.instant()))
                        .chain(() -> reviews.lock(session, workspace, id)));
    }

    /** A later label replaces an earlier one. */
    Uni<ReviewItem> label(Caller caller, UUID id, Label label, String reason) {
        WorkspaceId workspace = caller.workspace();
        return transactions
                .mutate(
                        caller,
                        new Audit("review.label." + label.name().toLowerCase(Locale.ROOT), "reviews/" + id),
                        session -> reviews.lock(session, workspace, id)
                                .invoke(item -> refuseOthers(item, caller))
                                .chain(() -> reviews.label(
                                        session, workspace, id, label, reason, caller.subject(), clock.instant()))
                                .chain(() -> reviews.lock(session, workspace, id)))
                .call(item -> demoteIfNoisy(caller, item));
    }

    private static void refuseOthers(ReviewItem item, Caller caller) {
        if (item.status() == ReviewItem.Status.CLAIMED && !caller.subject().equals(item.claimedBy())) {
            throw GuardrailProblem.REVIEW_TAKEN.because("%s has claimed it".formatted(item.claimedBy()));
        }
    }

    /** In a transaction of its own, with its own line in the audit log: the service does it, for the reason it gives. */
    private Uni<Void> demoteIfNoisy(Caller caller, ReviewItem item) {
        WorkspaceId workspace = caller.workspace();
        return transactions
                .read(
                        workspace,
                        session -> reviews.floor(session, workspace)
                                .chain(floor -> reviews.precision(session, workspace, item)
                                        .map(precision -> floor.filter(set -> set.condemns(precision))
                                                .map(set -> demotion(item, precision, set)))))
                .chain(demotion ->
                        demotion.isEmpty() ? Uni.createFrom().voidItem() : demote(itself(workspace), demotion.get()));
    }

    private Demoted demotion(ReviewItem item, RulePrecision precision, PrecisionFloor floor) {
        String why = String.format(
                Locale.ROOT,
                "Of %d labelled findings %d were right: a precision of at most %.3f, below the floor of %.3f",
                precision.truePositives() + precision.falsePositives(),
                precision.truePositives(),
                precision.high(),
                floor.floor());
        return new Demoted(item.policy(), item.version(), item.rule(), why, ITSELF, clock.instant());
    }

    private Uni<Void> demote(Caller caller, Demoted rule) {
        return transactions
                .mutate(
                        caller,
                        new Audit("policy.rule.demote", resource(rule.policy(), rule.version(), rule.rule())),
                        session -> demoted.add(session, caller.workspace(), rule)
                                .call(added -> added
                                        ? outbox.add(session, ReviewWire.demoted(caller.workspace(), rule))
                                        : Uni.createFrom().voidItem()))
                .invoke(() -> inForce.forget(caller.workspace()))
                .replaceWithVoid();
    }

    /** Only by hand: who does it says that the rule has been mended, or that the labels were wrong. */
    Uni<Void> promote(Caller caller, String policy, int version, String rule, String why) {
        return transactions
                .mutate(
                        caller,
                        new Audit("policy.rule.promote", resource(policy, version, rule)),
                        session -> demoted.remove(session, caller.workspace(), policy, version, rule)
                                .invoke(was -> {
                                    if (!was) {
                                        throw GuardrailProblem.RULE_NOT_DEMOTED.because(
                                                "The rule has the effect that its version gives it");
                                    }
                                })
                                .call(() -> outbox.add(
                                        session,
                                        ReviewWire.promoted(
                                                caller.workspace(), policy, version, rule, why, caller.subject()))))
                .invoke(() -> inForce.forget(caller.workspace()))
                .replaceWithVoid();
    }

    Uni<Page<ReviewItem>> page(WorkspaceId workspace, @Nullable String status, @Nullable String rule, PageQuery page) {
        if (status != null && !ReviewItem.Status.WORDS.contains(status)) {
            throw GuardrailProblem.FILTER_INVALID.at("status", "One of " + String.join(", ", ReviewItem.Status.WORDS));
        }
        return transactions.read(workspace, session -> reviews.page(session, workspace, status, rule, page));
    }

    Uni<List<RulePrecision>> precision(WorkspaceId workspace, @Nullable String policy) {
        return transactions.read(workspace, session -> reviews.precision(session, workspace, policy));
    }

    Uni<List<Demoted>> demoted(WorkspaceId workspace) {
        return transactions.read(workspace, session -> demoted.all(session, workspace));
    }

    /** Absent until somebody sets one: then nothing is demoted. */
    Uni<Optional<PrecisionFloor>> floor(WorkspaceId workspace) {
        return transactions.read(workspace, session -> reviews.floor(session, workspace));
    }

    Uni<PrecisionFloor> set(Caller caller, double floor, int minLabels) {
        PrecisionFloor wanted = new PrecisionFloor(floor, minLabels, caller.subject(), clock.instant());
        return transactions.mutate(
                caller,
                new Audit("precision.floor.set", "precision-floor"),
                session -> reviews.put(session, caller.workspace(), wanted));
    }

    private static Caller itself(WorkspaceId workspace) {
        return new Caller(workspace, ITSELF, Caller.Kind.SERVICE, null, Set.of());
    }

    private static String resource(String policy, int version, String rule) {
        return "policies/%s/versions/%d/rules/%s".formatted(policy, version, rule);
    }
}
