package org.llmops.guardrail.enforcing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.enforcing.AppliedPolicies.RuleOrigin;
import org.llmops.guardrail.policies.AskJudge;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.guardrail.policies.PolicyVersion;
import org.llmops.guardrail.policies.Rail;
import org.llmops.guardrail.policies.RailMode;
import org.llmops.guardrail.policies.Repertoire;
import org.llmops.guardrail.policies.Verdict;
import org.llmops.guardrail.redacting.CompiledPolicy;

/**
 * Versions as one: the rules of all of them, so that of what they find the strictest action holds. Whatever else they say
 * differently, the stricter holds too: what becomes of unscanned text, and the deadline.
 *
 * @param ref the first version, by which the whole is called
 * @param origins what rules were called that had to be told apart, by their new id
 */
record JoinedPolicies(
        PolicyRef ref,
        List<Rail> rails,
        Verdict unscanned,
        @Nullable Integer deadlineMs,
        Map<String, RuleOrigin> origins) {
    JoinedPolicies {
        rails = List.copyOf(rails);
        origins = Map.copyOf(origins);
    }

    /** A version, and which of its rules only report. */
    record Part(PolicyVersion version, List<String> demoted) {
        List<Rail> rails() {
            return version.rails().stream()
                    .map(rail -> demoted.contains(rail.id()) && rail.mode() == RailMode.ENFORCE
                            ? rail.with(RailMode.SHADOW)
                            : rail)
                    .toList();
        }
    }

    /** @param parts never empty; the first wins where rules tie */
    static JoinedPolicies of(List<Part> parts) {
        PolicyRef first = parts.getFirst().version().ref();
        Set<String> taken = new HashSet<>();
        List<Rail> rails = new ArrayList<>();
        Map<String, RuleOrigin> origins = new HashMap<>();
        Verdict unscanned = Verdict.ALLOW;
        Integer deadlineMs = null;
        for (Part part : parts) {
            PolicyVersion version = part.version();
            Map<String, String> ids = new HashMap<>();
            part.rails().forEach(rail -> ids.put(rail.id(), free(rail.id(), version.ref(), taken)));
            for (Rail rail : part.rails()) {
                Rail called = called(rail, ids);
                rails.add(called);
                if (!version.ref().equals(first)) {
                    origins.put(called.id(), new RuleOrigin(version.ref(), rail.id()));
                }
            }
            unscanned = unscanned.orStricter(version.unscanned());
            deadlineMs = least(deadlineMs, version.deadlineMs());
        }
        return new JoinedPolicies(first, rails, unscanned, deadlineMs, origins);
    }

    CompiledPolicy compile(Repertoire repertoire) {
        return new CompiledPolicy(ref, rails, unscanned, deadlineMs, repertoire);
    }

    /** Ids of rails hold no slash, so that what is told apart cannot collide again. */
    private static String free(String id, PolicyRef version, Set<String> taken) {
        return taken.add(id) ? id : version.name() + "/" + id;
    }

    private static Rail called(Rail rail, Map<String, String> ids) {
        AskJudge judge = rail.askJudge();
        return new Rail(
                ids.getOrDefault(rail.id(), rail.id()),
                rail.detector(),
                rail.parameters(),
                rail.directions(),
                rail.action(),
                rail.actionParameters(),
                rail.mode(),
                rail.scope(),
                rail.minScore(),
                rail.onFailure(),
                judge == null
                        ? null
                        : new AskJudge(ids.getOrDefault(judge.rail(), judge.rail()), judge.low(), judge.high()));
    }

    private static @Nullable Integer least(@Nullable Integer one, @Nullable Integer other) {
        return one == null ? other : other == null ? one : Integer.valueOf(Math.min(one, other));
    }
}
