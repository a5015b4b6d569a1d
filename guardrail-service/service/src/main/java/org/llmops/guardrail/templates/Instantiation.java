package org.llmops.guardrail.templates;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.guardrail.policies.Action;
import org.llmops.guardrail.policies.PublishRequest;
import org.llmops.guardrail.policies.RailBody;
import org.llmops.guardrail.policies.RailMode;
import org.llmops.platform.problem.FieldError;

/** How a policy is to differ from its template, as JSON. */
@Schema(name = "TemplateInstantiation")
record Instantiation(
        @NotNull @Schema(description = "The policy whose next version the template becomes")
        String policy,

        @Schema(description = "Ids of rails to leave out") @Nullable
        List<@NotNull String> without,

        @Schema(description = "Other actions, by rail id") @Nullable
        Map<String, @NotNull Action> actions,

        @Schema(
                description = "Parameters of detectors, by rail id; they replace those of the template",
                implementation = Object.class)
        @Nullable
        Map<String, @NotNull ObjectNode> parameters,

        @Schema(description = "`shadow`: all rails only report") @Nullable
        RailMode mode) {

    /** Fails with POLICY_INVALID when it names a rail that the template does not have. */
    PublishRequest of(Template template) {
        Set<String> left = Set.copyOf(Objects.requireNonNullElse(without, List.of()));
        Map<String, Action> changed = Objects.requireNonNullElse(actions, Map.of());
        Map<String, ObjectNode> set = Objects.requireNonNullElse(parameters, Map.of());
        refuseUnknown(template, left, changed.keySet(), set.keySet());
        List<RailBody> rails = new ArrayList<>();
        for (RailBody rail : template.policy().rails()) {
            if (!left.contains(rail.id())) {
                rails.add(new RailBody(
                        rail.id(),
                        rail.detector(),
                        set.getOrDefault(rail.id(), rail.parameters()),
                        rail.directions(),
                        changed.getOrDefault(rail.id(), rail.action()),
                        changed.containsKey(rail.id()) ? null : rail.actionParameters(),
                        mode == null ? rail.mode() : mode,
                        rail.scope(),
                        rail.minScore(),
                        rail.onFailure(),
                        rail.askJudge()));
            }
        }
        return new PublishRequest(
                rails, template.policy().unscanned(), template.policy().deadlineMs());
    }

    private static void refuseUnknown(
            Template template, Set<String> without, Set<String> actions, Set<String> parameters) {
        Set<String> known = new TreeSet<>(template.reasons().keySet());
        List<FieldError> faults = new ArrayList<>();
        Map.of("without", without, "actions", actions, "parameters", parameters)
                .forEach((field, ids) -> ids.stream()
                        .filter(id -> !known.contains(id))
                        .forEach(id -> faults.add(
                                new FieldError(field, "The template's rails are " + String.join(", ", known)))));
        if (!faults.isEmpty()) {
            throw GuardrailProblem.POLICY_INVALID.at(faults);
        }
    }
}
