package org.llmops.guardrail.vault;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;

/** The vault over REST. */
@Path("/v1/vault")
@Tag(name = "Vault", description = "Values behind pseudonyms, and who may have them back")
class VaultResource {
    private final Revealing revealing;
    private final SealedKeys keys;
    private final CurrentCaller caller;

    VaultResource(Revealing revealing, SealedKeys keys, CurrentCaller caller) {
        this.revealing = revealing;
        this.keys = keys;
        this.caller = caller;
    }

    @POST
    @Path("reveal")
    @RolesAllowed({Roles.VIEWER, Roles.APP, Roles.SERVICE})
    @Operation(
            summary = "Gives values back",
            description = "To whom the workspace's reveal policies name for the sink: all that are asked for, or none."
                    + " Every request is recorded, refused ones too.")
    public Uni<RestResponse<RevealedBody>> reveal(@NotNull @Valid RevealRequest request) {
        return revealing
                .reveal(caller.get(), request.parsed(), new Sink(request.sink()), request.purpose())
                // Nobody on the way keeps it, the store of idempotent answers included.
                .map(revealed -> RestResponse.ResponseBuilder.ok(revealed)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build());
    }

    @GET
    @Path("reveals")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Who asked for which value and what for, newest first")
    public Uni<Page<RevealBody>> reveals(@Valid @BeanParam PageQuery page) {
        return revealing.list(caller.get().workspace(), page);
    }

    @POST
    @Path("forget")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Deletes values before their time",
            description = "A value under all its pseudonyms, or all values of a conversation.")
    public Uni<ForgottenBody> forget(@NotNull @Valid ForgetRequest request) {
        request.requireOne();
        return (request.value() == null
                        ? revealing.forgetConversation(caller.get(), Objects.requireNonNull(request.conversation()))
                        : revealing.forgetValue(
                                caller.get(),
                                request.value().entity(),
                                request.value().text()))
                .map(ForgottenBody::new);
    }

    @GET
    @Path("keys")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "The workspace's keys, newest first")
    public Uni<List<VaultKeyBody>> keys() {
        return keys.bodies(caller.get().workspace());
    }

    @POST
    @Path("keys")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Gives the workspace a new key",
            description =
                    "For all that is replaced, sealed and fingerprinted from now on; in other instances within ten"
                            + " minutes. What was sealed before still opens, and its key is deleted with the last of it. A value"
                            + " gets other hashes, surrogates and pseudonyms than before, also within a conversation.")
    public Uni<RestResponse<List<VaultKeyBody>>> renew() {
        Caller whom = caller.get();
        return keys.renew(whom)
                .chain(() -> keys.bodies(whom.workspace()))
                .map(all -> RestResponse.status(RestResponse.Status.CREATED, all));
    }
}
