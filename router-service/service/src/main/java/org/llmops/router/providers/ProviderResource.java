package org.llmops.router.providers;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.hosts.AllowedHosts;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;
import org.llmops.platform.store.Transactions;
import org.llmops.router.changes.VersionTag;

/** Providers over REST. */
@Path("/admin/v1/providers")
@Tag(name = "Providers")
class ProviderResource {
    private final ProviderRegistering registering;
    private final StoredProviders providers;
    private final AllowedHosts allowed;
    private final Transactions transactions;
    private final CurrentCaller callers;

    ProviderResource(
            ProviderRegistering registering,
            StoredProviders providers,
            AllowedHosts allowed,
            Transactions transactions,
            CurrentCaller callers) {
        this.registering = registering;
        this.providers = providers;
        this.allowed = allowed;
        this.transactions = transactions;
        this.callers = callers;
    }

    @POST
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Register a provider", description = "The credential is encrypted and cannot be read back.")
    public Uni<RestResponse<ProviderView>> register(@NotNull @Valid ProviderRequest request) {
        String name = request.newName();
        return registering
                .register(
                        callers.get(),
                        name,
                        request.definition(name, allowed),
                        request.optionalCredential().orElseGet(Credential::none))
                .map(provider -> answer(
                        RestResponse.ResponseBuilder.created(URI.create("/admin/v1/providers/" + name)), provider));
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "List providers, by name")
    public Uni<Page<ProviderView>> list(@Valid @BeanParam PageQuery page) {
        WorkspaceId workspace = callers.get().workspace();
        return transactions
                .read(workspace, session -> providers.page(session, workspace, page))
                .map(found -> found.map(ProviderView::of));
    }

    @GET
    @Path("{name}")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Read a provider, without its credential")
    public Uni<RestResponse<ProviderView>> get(@RestPath String name) {
        WorkspaceId workspace = callers.get().workspace();
        return transactions
                .read(workspace, session -> providers.get(session, workspace, name))
                .map(provider -> answer(RestResponse.ResponseBuilder.ok(), provider));
    }

    @PUT
    @Path("{name}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Change a provider",
            description = "Without `credential` it keeps the one it has, unless it moves to another server.")
    public Uni<RestResponse<ProviderView>> change(
            @RestPath String name,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull @Valid ProviderRequest request) {
        return registering
                .change(
                        callers.get(),
                        name,
                        request.forPath(name).definition(name, allowed),
                        request.optionalCredential(),
                        VersionTag.parse(ifMatch))
                .map(provider -> answer(RestResponse.ResponseBuilder.ok(), provider));
    }

    @DELETE
    @Path("{name}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Remove a provider", description = "Refused while a route in force sends calls to it.")
    public Uni<Void> remove(@RestPath String name) {
        return registering.remove(callers.get(), name);
    }

    private static RestResponse<ProviderView> answer(
            RestResponse.ResponseBuilder<ProviderView> answer, StoredProvider provider) {
        return answer.entity(ProviderView.of(provider))
                .tag(VersionTag.of(provider.revision()))
                .build();
    }
}
