package org.llmops.cost.reconciliation;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.store.Audit;
import org.llmops.platform.store.Transactions;

/** Says which application a provider's project, workspace or key stands for. */
@Path("/v1/invoice-projects/{provider}")
class InvoiceProjectsResource {
    private final Transactions transactions;
    private final InvoiceProjects projects;
    private final CurrentCaller caller;

    InvoiceProjectsResource(Transactions transactions, InvoiceProjects projects, CurrentCaller caller) {
        this.transactions = transactions;
        this.projects = projects;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Applications by the provider's project")
    public Uni<Map<String, String>> list(@RestPath String provider) {
        WorkspaceId workspace = caller.get().workspace();
        return transactions.read(workspace, session -> projects.of(session, workspace, provider));
    }

    @PUT
    @Path("/{project}")
    @RolesAllowed(Roles.ADMIN)
    @ResponseStatus(204)
    @Operation(summary = "Says which application a project stands for")
    public Uni<Void> put(
            @RestPath @Size(max = 200) String provider,
            @RestPath @Size(max = 300) String project,
            @Valid @NotNull Project request) {
        return transactions.mutate(
                caller.get(),
                audit("put", provider, project),
                session -> projects.put(session, caller.get().workspace(), provider, project, request.app()));
    }

    @DELETE
    @Path("/{project}")
    @RolesAllowed(Roles.ADMIN)
    @ResponseStatus(204)
    @Operation(summary = "Forgets which application a project stands for")
    public Uni<Void> remove(@RestPath String provider, @RestPath String project) {
        return transactions.mutate(
                caller.get(),
                audit("remove", provider, project),
                session -> projects.remove(session, caller.get().workspace(), provider, project));
    }

    private static Audit audit(String action, String provider, String project) {
        return new Audit("invoice-project." + action, "invoice-projects/" + provider + "/" + project);
    }

    /** The application that a project stands for. */
    @RegisterForReflection
    record Project(@NotBlank @Size(max = 200) String app) {}
}
