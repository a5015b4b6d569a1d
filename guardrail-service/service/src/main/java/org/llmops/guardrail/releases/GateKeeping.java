package org.llmops.guardrail.releases;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.comparing.Comparisons;
import org.llmops.guardrail.enforcing.Stage;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.guardrail.policies.PolicyVersion;
import org.llmops.guardrail.policies.PolicyVersions;
import org.llmops.guardrail.suites.Suites;
import org.llmops.platform.identity.WorkspaceId;

/** Holds versions to the gates that are set for their policy and for all policies: every one of both must be met. */
@ApplicationScoped
class GateKeeping {
    private final StoredGates gates;
    private final PolicyVersions versions;
    private final Stages stages;
    private final Approvals approvals;
    private final Suites suites;
    private final Comparisons comparisons;
    private final Clock clock;

    GateKeeping(
            StoredGates gates,
            PolicyVersions versions,
            Stages stages,
            Approvals approvals,
            Suites suites,
            Comparisons comparisons,
            Clock clock) {
        this.gates = gates;
        this.versions = versions;
        this.stages = stages;
        this.approvals = approvals;
        this.suites = suites;
        this.comparisons = comparisons;
        this.clock = clock;
    }

    /** How the version stands. Fails with VERSION_UNKNOWN when there is none. */
    Uni<GateReport> report(Mutiny.Session session, WorkspaceId workspace, PolicyRef ref) {
        return versions.find(session, workspace, ref)
                .chain(version -> gates.guarding(session, workspace, ref.name().value())
                        .chain(settings -> settings.isEmpty()
                                ? Uni.createFrom().item(List.<GateReport.Gate>of())
                                : stages.of(session, workspace, ref.name())
                                        .chain(staged -> check(session, workspace, version, settings, staged))))
                .map(states -> GateReport.of(ref.name().value(), ref.version(), states));
    }

    private Uni<List<GateReport.Gate>> check(
            Mutiny.Session session,
            WorkspaceId workspace,
            PolicyVersion version,
            List<GateSettings> settings,
            List<StagedVersion> staged) {
        PolicyRef ref = version.ref();
        Integer inForce = staged.stream()
                .filter(other -> other.stage() == Stage.ENFORCE)
                .map(StagedVersion::version)
                .findFirst()
                .orElse(null);
        return suites.standing(session, workspace, ref)
                .chain(suite -> comparisons
                        .latest(session, workspace, ref, inForce)
                        .chain(compared -> approvals
                                .of(session, workspace, ref)
                                .map(approved -> settings.stream()
                                        .flatMap(set ->
                                                states(set.gates(), version, staged, suite, compared, approved)
                                                        .stream())
                                        .toList())));
    }

    private List<GateReport.Gate> states(
            Gates gates,
            PolicyVersion version,
            List<StagedVersion> staged,
            Suites.Standing suite,
            Optional<Comparisons.Figures> compared,
            List<Approval> approved) {
        List<GateReport.Gate> states = new ArrayList<>();
        if (Boolean.TRUE.equals(gates.suite())) {
            states.add(suite(suite));
        }
        if (gates.disagreement() != null) {
            states.add(disagreement(gates.disagreement(), compared));
        }
        if (gates.approvals() != null) {
            states.add(approvals(gates.approvals(), version, approved));
        }
        if (gates.shadowMinutes() != null) {
            states.add(shadow(gates.shadowMinutes(), since(staged, version.ref().version())));
        }
        return states;
    }

    static GateReport.Gate suite(Suites.Standing suite) {
        String detail = suite.suite() == 0
                ? "The policy has no test suite: publish one with POST …/suites"
                : suite.passed() == null
                        ? "The version was not held to suite %d: POST …/suite-runs".formatted(suite.suite())
                        : suite.passed()
                                ? "Suite %d is passed".formatted(suite.suite())
                                : "Suite %d is not passed: see the failures of the last run".formatted(suite.suite());
        return new GateReport.Gate("suite", Boolean.TRUE.equals(suite.passed()), detail);
    }

    static GateReport.Gate disagreement(Gates.Disagreement gate, Optional<Comparisons.Figures> compared) {
        if (compared.isEmpty()) {
            return new GateReport.Gate(
                    "disagreement",
                    false,
                    "The version was not compared with the one in force now: POST …/comparisons");
        }
        Comparisons.Figures figures = compared.get();
        boolean enough = figures.texts() >= gate.minTexts();
        boolean met = enough
                && figures.newlyBlockedShare() <= gate.maxNewlyBlocked()
                && figures.newlyAllowedShare() <= gate.maxNewlyAllowed();
        String found = "Of %d texts it newly blocks %d and newly allows %d"
                .formatted(figures.texts(), figures.newlyBlocked(), figures.newlyAllowed());
        String asked = "; at least %d texts, at most %s and %s of them"
                .formatted(gate.minTexts(), share(gate.maxNewlyBlocked()), share(gate.maxNewlyAllowed()));
        return new GateReport.Gate("disagreement", met, met ? found : found + asked);
    }

    static GateReport.Gate approvals(Gates.Approvals gate, PolicyVersion version, List<Approval> approved) {
        long counting = approved.stream()
                .filter(approval -> approval.roles().contains(gate.needed()))
                .filter(approval -> !approval.approver().equals(version.publishedBy()))
                .count();
        return new GateReport.Gate(
                "approvals",
                counting >= gate.count(),
                "%d of %d approvals by the role %s, not the author's: POST …/approvals"
                        .formatted(counting, gate.count(), gate.needed()));
    }

    private GateReport.Gate shadow(int minutes, @Nullable Instant since) {
        Duration needed = Duration.ofMinutes(minutes);
        Duration been = since == null ? Duration.ZERO : Duration.between(since, clock.instant());
        boolean met = been.compareTo(needed) >= 0;
        return new GateReport.Gate(
                "shadow_minutes",
                met,
                since == null
                        ? "The version is not in shadow: move it there for " + minutes + " minutes"
                        : "In shadow for %d of %d minutes".formatted(been.toMinutes(), minutes));
    }

    private static @Nullable Instant since(List<StagedVersion> staged, int version) {
        return staged.stream()
                .filter(other -> other.version() == version && other.stage() == Stage.SHADOW)
                .map(StagedVersion::movedAt)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static String share(double share) {
        return Math.round(share * 1000) / 10.0 + " %";
    }
}
