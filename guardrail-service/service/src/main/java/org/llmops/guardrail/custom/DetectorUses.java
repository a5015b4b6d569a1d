package org.llmops.guardrail.custom;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.guardrail.policies.PolicyVersion;
import org.llmops.guardrail.policies.Rail;
import org.llmops.guardrail.policies.RailNeeds;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.problem.FieldError;

/** Which rails name which custom detectors: a rail whose detector is not there would fail at every call. */
@ApplicationScoped
class DetectorUses implements RailNeeds {
    private static final int MOST_NAMED = 10;

    private final CustomDetectors detectors;

    DetectorUses(CustomDetectors detectors) {
        this.detectors = detectors;
    }

    @Override
    public Uni<List<FieldError>> missing(Mutiny.Session session, WorkspaceId workspace, List<Rail> rails) {
        return absent(session, workspace, named(rails)).map(absent -> faults(rails, absent));
    }

    /** In one order for all, so that nobody waits for somebody who waits. */
    private static List<String> named(List<Rail> rails) {
        return rails.stream()
                .flatMap(rail -> named(rail).stream())
                .distinct()
                .sorted()
                .toList();
    }

    private static Optional<String> named(Rail rail) {
        return Optional.of(rail.parameters().path(CustomType.NAME).asText())
                .filter(name -> rail.detector().equals(CustomType.TYPE));
    }

    private Uni<Set<String>> absent(Mutiny.Session session, WorkspaceId workspace, List<String> names) {
        Uni<Set<String>> absent = Uni.createFrom().item(HashSet::new);
        for (String name : names) {
            absent = absent.call(found -> detectors
                    .hold(session, workspace, new DetectorName(name))
                    .invoke(there -> {
                        if (!there) {
                            found.add(name);
                        }
                    }));
        }
        return absent;
    }

    private static List<FieldError> faults(List<Rail> rails, Set<String> absent) {
        List<FieldError> faults = new ArrayList<>();
        for (int index = 0; index < rails.size(); index++) {
            String field = "rails[" + index + "].parameters." + CustomType.NAME;
            named(rails.get(index))
                    .filter(absent::contains)
                    .ifPresent(name -> faults.add(new FieldError(
                            field,
                            "No custom detector is called '%s': register it with PUT /v1/detectors/custom/%s first"
                                    .formatted(name, name))));
        }
        return faults;
    }

    /** Fails when a version that screens calls, or will as soon as its policy is attached somewhere, names the detector. */
    Uni<Void> refuse(Mutiny.Session session, WorkspaceId workspace, DetectorName name) {
        return session.createNativeQuery("""
                        select v.* from policy_version v
                        join policy_stage s using (workspace, policy, version)
                        where v.workspace = :workspace and s.stage in ('shadow', 'enforce')
                        order by v.policy, v.version
                        """, PolicyVersion.class)
                .setParameter("workspace", workspace.value())
                .getResultList()
                .invoke(released -> {
                    List<PolicyVersion> using = released.stream()
                            .filter(version -> named(version.rails()).contains(name.value()))
                            .toList();
                    if (!using.isEmpty()) {
                        throw GuardrailProblem.CUSTOM_DETECTOR_IN_USE.because(inUse(using));
                    }
                })
                .replaceWithVoid();
    }

    private static String inUse(List<PolicyVersion> using) {
        String named = using.stream()
                .limit(MOST_NAMED)
                .map(version -> "%s version %d"
                        .formatted(version.ref().name(), version.ref().version()))
                .collect(Collectors.joining(", "));
        return "Retire what names it first: " + named + (using.size() > MOST_NAMED ? " and others" : "");
    }
}
