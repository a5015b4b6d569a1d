package org.llmops.router.providers;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.store.Transactions;

/** Credentials of providers over REST: they go in, and never come out. */
@Path("/admin/v1/providers/{name}/credentials")
@Tag(name = "Providers")
class CredentialResource {
    private final ProviderCredentials credentials;
    private final StoredProviders providers;
    private final Transactions transactions;
    private final CurrentCaller callers;

    CredentialResource(
            ProviderCredentials credentials,
            StoredProviders providers,
            Transactions transactions,
            CurrentCaller callers) {
        this.credentials = credentials;
        this.providers = providers;
        this.transactions = transactions;
        this.callers = callers;
    }

    @POST
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Give a provider a further credential",
            description = "Calls use a provider's credentials in turn, by weight. None can be read back.")
    public Uni<RestResponse<CredentialView>> add(@RestPath String name, @NotNull @Valid CredentialRequest request) {
        return credentials
                .add(callers.get(), name, request.id(), request.credential(), request.weightOrOne())
                .map(added -> RestResponse.ResponseBuilder.<CredentialView>created(
                                URI.create("/admin/v1/providers/" + name + "/credentials/" + added.id()))
                        .entity(CredentialView.of(added))
                        .build());
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "List a provider's credentials, without their secrets")
    public Uni<List<CredentialView>> list(@RestPath String name) {
        WorkspaceId workspace = callers.get().workspace();
        return transactions
                .read(workspace, session -> providers.get(session, workspace, name))
                .map(provider -> Stream.concat(
                                provider.former() == null ? Stream.of() : Stream.of(CredentialView.former()),
                                provider.credentials().stream().map(CredentialView::of))
                        .toList());
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Take a credential away from a provider")
    public Uni<Void> remove(@RestPath String name, @RestPath String id) {
        return credentials.remove(callers.get(), name, id);
    }

    @POST
    @Path("{id}/enable")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Take a retired credential into use again",
            description = "A credential is retired when the provider answers 401, 402 or 403 to it.")
    public Uni<CredentialView> enable(@RestPath String name, @RestPath String id) {
        return credentials.enable(callers.get(), name, id).map(CredentialView::of);
    }
}
