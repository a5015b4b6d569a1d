package org.llmops.router.keys;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;
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
        return issuing.issue(request.command(callers.get()))
                .map(issued -> RestResponse.ResponseBuilder.<KeyView>created(
                                URI.create("/admin/v1/keys/" + issued.key().publicId()))
                        .entity(KeyView.of(issued, clock.instant()))
                        .header(HttpHeaders.CACHE_CONTROL, NO_STORE)
                        .build());
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "List keys, newest first")
    public Uni<Page<KeyView>> list(@Valid @BeanParam PageQuery page) {
        WorkspaceId workspace = callers.get().workspace();
        return transactions
                .read(workspace, session -> keys.page(session, workspace, page))
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

    @DELETE
    @Path("{public_id}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Revoke a key",
            description = "It is refused everywhere within a second, and stays on the list.")
    public Uni<Void> revoke(@RestPath("public_id") String publicId) {
        return issuing.revoke(callers.get(), publicId);
    }

    /**
     * Asks for a key.
     *
     * @param app the application that will use it
     * @param expiresAt it is not accepted from then on; left out: until revoked
     * @param requestsPerMinute its own limit; left out: none
     */
    record IssueRequest(
            @NotNull
            @Pattern(regexp = "[a-z0-9][a-z0-9._-]{0,62}", message = "must be 1 to 63 of a-z, 0-9, '.', '_', '-'")
            String app,

            @Size(max = 500) @Nullable String description,

            @Nullable Instant expiresAt,

            @Min(1) @Max(1_000_000) @Nullable Integer requestsPerMinute) {
        IssueKey command(Caller caller) {
            return new IssueKey(caller, app, description, expiresAt, requestsPerMinute);
        }
    }
}
