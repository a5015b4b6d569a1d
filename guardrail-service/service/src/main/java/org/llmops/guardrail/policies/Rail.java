package org.llmops.guardrail.policies;

import java.util.List;
import java.util.Set;
import org.llmops.guardrail.detecting.DetectorKind;

/**
 * One rule of a policy: what to look for, in which direction, and what to do about it.
 *
 * @param id names the rule in findings and metrics
 * @param directions never empty
 * @param phoneRegions countries (ISO 3166) whose national notation of phone numbers counts; empty for other detectors
 */
public record Rail(
        String id, DetectorKind detector, Set<Direction> directions, Verdict action, List<String> phoneRegions) {
    public Rail {
        directions = Set.copyOf(directions);
        phoneRegions = List.copyOf(phoneRegions);
    }
}
