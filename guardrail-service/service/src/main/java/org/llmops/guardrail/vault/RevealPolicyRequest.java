package org.llmops.guardrail.vault;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a reveal policy is to say. */
@RegisterForReflection
@Schema(name = "RevealPolicyRequest")
record RevealPolicyRequest(
        @Nullable
        @Size(max = 5)
        @Schema(description = "Callers with one of these roles: viewer, editor, admin, app, service")
        List<@NotNull String> roles,

        @Nullable @Size(max = 100) @Schema(description = "Calls for one of these apps; * for any")
        List<@NotBlank @Size(max = 200) String> apps,

        @NotNull @Size(min = 1, max = 200) @Schema(description = "Such as EMAIL_ADDRESS; * for all")
        List<@NotNull String> entities,

        @NotNull
        @Size(min = 1, max = 50)
        @Schema(description = "`answer`: what the client is told. Others are names of yours, such as `crm`; * for all")
        List<@NotNull String> sinks) {
    RevealTerms terms() {
        return new RevealTerms(roles == null ? List.of() : roles, apps == null ? List.of() : apps, entities, sinks);
    }
}
