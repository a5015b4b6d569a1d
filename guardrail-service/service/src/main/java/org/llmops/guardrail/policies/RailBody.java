package org.llmops.guardrail.policies;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.DetectorKind;
import org.llmops.guardrail.detecting.PhoneRegions;

/** A rail as JSON. */
@RegisterForReflection
@Schema(name = "Rail")
record RailBody(
        @NotNull @Schema(description = "Names the rule in findings and metrics; unique in the policy")
        String id,

        @NotNull DetectorKind detector,
        @NotNull SortedSet<@NotNull Direction> directions,

        @NotNull @Schema(description = "`redact`, `block`, or `allow`: report only")
        Verdict action,

        @Nullable Parameters parameters) {

    /** What can be set for a detector. */
    @RegisterForReflection
    @Schema(name = "RailParameters")
    record Parameters(
            @Schema(
                    description =
                            "`phone` only: countries (ISO 3166) whose national notation counts; default US, at most 8."
                                    + " Empty: only numbers with a country code")
            @Nullable
            List<@NotNull String> defaultRegions) {}

    static RailBody of(Rail rail) {
        return new RailBody(
                rail.id(),
                rail.detector(),
                new TreeSet<>(rail.directions()),
                rail.action(),
                rail.detector() == DetectorKind.PHONE ? new Parameters(rail.phoneRegions()) : null);
    }

    /** Defaults are written out, so that a version means the same when they change. */
    Rail rail() {
        return new Rail(id, detector, directions, action, regions());
    }

    private List<String> regions() {
        if (parameters != null && parameters.defaultRegions() != null) {
            return parameters.defaultRegions();
        }
        return detector == DetectorKind.PHONE ? PhoneRegions.DEFAULT : List.of();
    }
}
