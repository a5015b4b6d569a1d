package org.llmops.router.keys;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.page.Page;
import org.llmops.platform.store.Transactions;

/** API keys over REST. */
@Path("/admin/v1/keys")
@Tag(name = "API keys")
class KeyResource {
    /** The secret must not stay behind, neither in a proxy nor beside an Idempotency-Key. */
    private static final String NO_STORE = "no-store";

    private final KeyIssuing issuing;
    private final Keys keys;
    private final Transactions transactions;
    private final CurrentCaller callers;
    private final Clock clock;

    KeyResource(KeyIssuing issuing, Keys keys, Transactions transactions, CurrentCaller callers, Clock clock) {
        this.issuing = issuing;
        this.keys = keys;
        this.transactions = transactions;
        this.callers = callers;
        this.clock = clock;
    }

    @POST
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Issue a key", description = "`key` is shown in this answer and never again.")
    public Uni<RestResponse<KeyView>> issue(@NotNull @Valid IssueRequest request) {
        return issuing.issue(callers.get(), request.app(), request.terms())
                .map(issued -> secret(
                        RestResponse.ResponseBuilder.created(
                                URI.create("/admin/v1/keys/" + issued.key().publicId())),
                        issued));
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "List keys, newest first")
    public Uni<Page<KeyView>> list(@Valid @BeanParam KeyQuery query) {
        WorkspaceId workspace = callers.get().workspace();
        return transactions
                .read(workspace, session -> keys.page(session, workspace, query, clock.instant()))
                .map(found -> found.map(key -> KeyView.of(key, clock.instant())));
    }

    @GET
    @Path("{public_id}")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Read a key, without its secret")
    public Uni<KeyView> get(@RestPath("public_id") String publicId) {
        WorkspaceId workspace = callers.get().workspace();
        return transactions
                .read(workspace, session -> keys.get(session, workspace, publicId))
                .map(key -> KeyView.of(key, clock.instant()));
    }

    @PUT
    @Path("{public_id}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Change what a key is good for",
            description = "What is left out is lifted. Its app, its secret and what it has used stay.")
    public Uni<KeyView> change(@RestPath("public_id") String publicId, @NotNull @Valid TermsRequest request) {
        return issuing.change(callers.get(), publicId, request.terms()).map(key -> KeyView.of(key, clock.instant()));
    }

    @POST
    @Path("{public_id}/rotate")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Give a key a new secret",
            description =
                    "`key` is shown in this answer and never again. The secret before works until the overlap ends; one that "
                            + "an earlier rotation has replaced ends at once. The public id stays, and with it limits and records.")
    public Uni<RestResponse<KeyView>> rotate(
            @RestPath("public_id") String publicId, @NotNull @Valid RotateRequest request) {
        return issuing.rotate(callers.get(), publicId, Duration.ofSeconds(request.overlapSeconds()))
                .map(issued -> secret(RestResponse.ResponseBuilder.ok(), issued));
    }

    @DELETE
    @Path("{public_id}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Revoke a key",
            description = "It is refused everywhere within a second, and stays on the list.")
    public Uni<Void> revoke(@RestPath("public_id") String publicId) {
        return issuing.revoke(callers.get(), publicId);
    }

    private RestResponse<KeyView> secret(RestResponse.ResponseBuilder<KeyView> answer, KeyIssuing.Issued issued) {
        return answer.entity(KeyView.of(issued, clock.instant()))
                .header(HttpHeaders.CACHE_CONTROL, NO_STORE)
                .build();
    }

    /** @param overlapSeconds the secret before works for so long; 0: not at all */
    record RotateRequest(@NotNull @Min(0) @Max(2_592_000) Long overlapSeconds) {}
}
