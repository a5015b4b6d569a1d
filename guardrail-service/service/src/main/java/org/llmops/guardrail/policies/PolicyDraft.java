package org.llmops.guardrail.policies;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.guardrail.detecting.DetectorKind;
import org.llmops.guardrail.detecting.PhoneRegions;
import org.llmops.platform.problem.FieldError;

/**
 * What a policy version says, before it has a number; cannot be constructed malformed.
 *
 * @param unscanned what is done with text beyond the size limit: BLOCK, or ALLOW and say so
 */
public record PolicyDraft(List<Rail> rails, Verdict unscanned) {
    private static final int MAX_RAILS = 50;
    private static final int MAX_RAIL_ID = 63;
    private static final int MAX_REGIONS = 8;

    public PolicyDraft {
        rails = List.copyOf(rails);
        List<FieldError> faults = faults(rails, unscanned);
        if (!faults.isEmpty()) {
            throw GuardrailProblem.POLICY_INVALID.at(faults);
        }
    }

    private static List<FieldError> faults(List<Rail> rails, Verdict unscanned) {
        List<FieldError> faults = new ArrayList<>();
        if (rails.isEmpty() || rails.size() > MAX_RAILS) {
            faults.add(new FieldError("rails", "A policy has 1 to " + MAX_RAILS + " rails"));
        }
        if (unscanned == Verdict.REDACT) {
            faults.add(
                    new FieldError("unscanned", "Text that was not scanned can be blocked or allowed, not redacted"));
        }
        Set<String> ids = new HashSet<>();
        for (int index = 0; index < rails.size(); index++) {
            Rail rail = rails.get(index);
            String field = "rails[" + index + "].";
            if (!ids.add(rail.id())) {
                faults.add(new FieldError(field + "id", "Another rail of this policy has this id"));
            }
            addFaults(rail, field, faults);
        }
        return faults;
    }

    private static void addFaults(Rail rail, String field, List<FieldError> faults) {
        if (!PolicyName.isWellFormed(rail.id(), MAX_RAIL_ID)) {
            faults.add(new FieldError(
                    field + "id",
                    "A rail id has 1 to 63 of a-z, 0-9, '.', '_', '-', and starts with a letter or digit"));
        }
        if (rail.directions().isEmpty()) {
            faults.add(new FieldError(field + "directions", "A rail looks in at least one direction"));
        }
        List<String> regions = rail.phoneRegions();
        String regionsField = field + "parameters.default_regions";
        if (rail.detector() != DetectorKind.PHONE && !regions.isEmpty()) {
            faults.add(new FieldError(regionsField, "Only the detector 'phone' has default regions"));
        }
        if (regions.size() > MAX_REGIONS) {
            faults.add(new FieldError(regionsField, "At most " + MAX_REGIONS + ": each costs time on every number"));
        }
        regions.stream()
                .filter(region -> !PhoneRegions.exists(region))
                .forEach(unknown -> faults.add(new FieldError(
                        regionsField, "Each is an ISO 3166 country code with phone numbers, such as US")));
    }
}
