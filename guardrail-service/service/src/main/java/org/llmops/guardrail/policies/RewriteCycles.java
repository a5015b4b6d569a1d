package org.llmops.guardrail.policies;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.llmops.guardrail.detecting.Detector;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.detecting.Source;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.problem.FieldError;

/**
 * Finds replacements that the policy itself would rewrite again, and so for ever: the next call brings the rewritten text
 * back as its history.
 */
final class RewriteCycles {
    private RewriteCycles() {}

    static List<FieldError> find(List<Rail> rails, Map<Rail, Detector> detectors, Map<Rail, Response> responses) {
        Map<Integer, Set<Integer>> next = new HashMap<>();
        for (int from = 0; from < rails.size(); from++) {
            if (responses.get(rails.get(from)) instanceof Response.Rewrite(String replacement)) {
                next.put(from, rewriters(replacement, rails, detectors, responses));
            }
        }
        List<FieldError> faults = new ArrayList<>();
        next.forEach((from, first) -> {
            if (reachable(first, next).contains(from)) {
                faults.add(new FieldError(
                        "rails[" + from + "].action_parameters.replacement",
                        "This policy would rewrite the replacement again, and what comes of that: choose a text that its"
                                + " rails do not find"));
            }
        });
        return faults;
    }

    private static Set<Integer> rewriters(
            String text, List<Rail> rails, Map<Rail, Detector> detectors, Map<Rail, Response> responses) {
        Set<Integer> rewriters = new HashSet<>();
        for (int index = 0; index < rails.size(); index++) {
            Rail rail = rails.get(index);
            if (responses.get(rail) instanceof Response.Rewrite
                    && rail.mode() == RailMode.ENFORCE
                    && detectors.get(rail) instanceof LocalDetector detector
                    && finds(detector, rail, text)) {
                rewriters.add(index);
            }
        }
        return rewriters;
    }

    private static boolean finds(LocalDetector detector, Rail rail, String text) {
        Scene scene = new Scene(
                new WorkspaceId("none"),
                !rail.directions().contains(Direction.INPUT),
                Source.USER,
                List.of(),
                Map.of());
        List<Match> matches = new ArrayList<>();
        detector.open(scene).scan(GrowingText.whole(text), 0, matches::add);
        return matches.stream().anyMatch(match -> match.score() >= rail.minScore());
    }

    private static Set<Integer> reachable(Set<Integer> first, Map<Integer, Set<Integer>> next) {
        Set<Integer> reached = new HashSet<>();
        List<Integer> open = new ArrayList<>(first);
        while (!open.isEmpty()) {
            int index = open.removeLast();
            if (reached.add(index)) {
                open.addAll(next.getOrDefault(index, Set.of()));
            }
        }
        return reached;
    }
}
