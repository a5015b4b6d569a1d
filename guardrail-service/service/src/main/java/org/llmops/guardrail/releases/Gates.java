package org.llmops.guardrail.releases;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.Roles;

/** What must hold before a version is enforced. What is absent is not asked for. */
@RegisterForReflection
@Schema(name = "ReleaseGates")
record Gates(
        @Schema(description = "Whether the version must have passed the latest version of the policy's test suite")
        @Nullable
        Boolean suite,

        @Valid @Nullable Disagreement disagreement,
        @Valid @Nullable Approvals approvals,

        @Schema(description = "How long the version must have been in shadow") @Nullable @Min(1) @Max(100_000)
        Integer shadowMinutes) {

    static final Gates NONE = new Gates(null, null, null, null);

    /** How far the version may differ from the one in force. */
    @RegisterForReflection
    @Schema(name = "DisagreementGate")
    record Disagreement(
            @Schema(description = "Of the compared texts, the share that may be newly blocked")
            @NotNull
            @DecimalMin("0")
            @DecimalMax("1")
            Double maxNewlyBlocked,

            @Schema(description = "Of the compared texts, the share that may pass though it was blocked")
            @NotNull
            @DecimalMin("0")
            @DecimalMax("1")
            Double maxNewlyAllowed,

            @Schema(description = "Texts that must have been compared at least") @NotNull @Min(1)
            Integer minTexts) {}

    /** Who must have agreed. The version's author does not count. */
    @RegisterForReflection
    @Schema(name = "ApprovalsGate")
    record Approvals(
            @NotNull @Min(1) @Max(10) Integer count,

            @Schema(description = "The role of who counts; default editor")
            @Nullable
            @Pattern(regexp = "viewer|editor|admin", message = "One of viewer, editor, admin")
            String role) {
        String needed() {
            return role == null ? Roles.EDITOR : role;
        }
    }

    boolean isOpen() {
        return !Boolean.TRUE.equals(suite) && disagreement == null && approvals == null && shadowMinutes == null;
    }
}
