package org.llmops.cost.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;

/** What the caller's workspace has agreed on with its providers. */
@Path("/v1/custom-prices")
class CustomPricesResource {
    private final CustomPublishing publishing;
    private final PriceComparing comparing;
    private final CurrentCaller caller;

    CustomPricesResource(CustomPublishing publishing, PriceComparing comparing, CurrentCaller caller) {
        this.publishing = publishing;
        this.comparing = comparing;
        this.caller = caller;
    }

    @PUT
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary =
                    "Publishes the workspace's own prices, its discounts, and whether models without a price may be called",
            description = "The whole document is replaced by a new version. What is wrong is told by row and field, and"
                    + " nothing changes; `on_error=skip` publishes the rows that are right and tells the others.")
    public Uni<Import> publish(
            @NotNull JsonNode document,
            @QueryParam("on_error") @DefaultValue("fail") String onError,
            @QueryParam("dry_run") @DefaultValue("false") boolean dryRun,
            @QueryParam("note") @Nullable @Size(max = 500) String note) {
        return publishing.publish(caller.get(), document, Import.Wish.of(onError, dryRun, note));
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "The published versions, the latest first; the latest is in force")
    public Uni<Page<BookVersion>> list(@Valid @BeanParam PageQuery query) {
        return publishing.list(caller.get(), query);
    }

    @GET
    @Path("/{version}")
    @RolesAllowed(Roles.VIEWER)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "A version's document, as it was published")
    public Uni<String> document(@RestPath int version) {
        return publishing.document(caller.get(), version);
    }

    @GET
    @Path("/{from}/diff/{to}")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "What differs between two versions, rule by rule")
    public Uni<Page<RuleChange>> diff(@RestPath int from, @RestPath int to, @Valid @BeanParam PageQuery query) {
        return comparing.custom(caller.get(), from, to, query);
    }
}
