package org.llmops.guardrail.screening;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;

/** Screening over REST. */
@Path("/v1/screen")
@Tag(name = "Screening", description = "What a policy makes of texts")
class ScreenResource {
    private final Screening screening;
    private final CurrentCaller caller;

    ScreenResource(Screening screening, CurrentCaller caller) {
        this.screening = screening;
        this.caller = caller;
    }

    @POST
    @RolesAllowed({Roles.VIEWER, Roles.SERVICE})
    @Operation(
            summary = "Screens texts, with the policy in force or one to try",
            description = "Nothing of the texts is kept. Texts of one request share their placeholders.")
    public Uni<ScreenResponseBody> screen(@NotNull @Valid ScreenRequestBody request) {
        return screening.screen(caller.get().workspace(), request.command()).map(ScreenResponseBody::of);
    }
}
