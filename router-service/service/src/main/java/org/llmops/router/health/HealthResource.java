package org.llmops.router.health;

import static org.llmops.router.RouterProblem.PROVIDER_UNKNOWN;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.store.Transactions;
import org.llmops.router.providers.StoredProviders;

/** How a provider's targets are doing, over REST. */
@Path("/admin/v1/providers/{name}/health")
@Tag(name = "Providers")
class HealthResource {
    private static final String INSTANCE = UUID.randomUUID().toString();

    private final TargetHealth health;
    private final StoredProviders providers;
    private final Transactions transactions;
    private final CurrentCaller callers;

    HealthResource(TargetHealth health, StoredProviders providers, Transactions transactions, CurrentCaller callers) {
        this.health = health;
        this.providers = providers;
        this.transactions = transactions;
        this.callers = callers;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(
            summary = "Read how a provider's targets are doing",
            description = "Each instance of the router sees its own calls: this is the view of the one that answers.")
    public Uni<View> get(@RestPath String name) {
        WorkspaceId workspace = callers.get().workspace();
        return transactions
                .read(workspace, session -> providers.models(session, workspace))
                .map(models -> {
                    if (!models.containsKey(name)) {
                        throw PROVIDER_UNKNOWN.because("No provider is called '" + name + "'");
                    }
                    return new View(INSTANCE, health.reports(workspace, name));
                });
    }

    /**
     * One instance's view.
     *
     * @param instance names the instance until it ends
     * @param targets those that were asked lately
     */
    record View(String instance, List<TargetReport> targets) {}
}
