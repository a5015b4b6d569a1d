package org.llmops.cost.reporting;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.store.Transactions;

/** Says who is charged with what, and by which rules. */
@Path("/v1")
class ChargebackResource {
    private final ChargebackReports reports;
    private final ChargebackRules rules;
    private final Transactions transactions;
    private final CurrentCaller caller;

    ChargebackResource(
            ChargebackReports reports, ChargebackRules rules, Transactions transactions, CurrentCaller caller) {
        this.reports = reports;
        this.rules = rules;
        this.transactions = transactions;
        this.caller = caller;
    }

    @GET
    @Path("/reports/chargeback")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "What each team or app is charged with, shared costs split by the rules; adds up exactly")
    public Uni<Chargeback> chargeback(
            @QueryParam("by") @DefaultValue("team") String by, @Valid @BeanParam ScopeQuery query) {
        return reports.chargeback(caller.get().workspace(), query, by);
    }

    @GET
    @Path("/chargeback-rules")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "The rules by which shared costs are split, in their order")
    public Uni<Rules> list() {
        WorkspaceId workspace = caller.get().workspace();
        return transactions
                .read(workspace, session -> rules.list(session, workspace))
                .map(Rules::new);
    }

    @PUT
    @Path("/chargeback-rules")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Replaces the rules; a cost is shared by one rule at most")
    public Uni<Rules> replace(@Valid @NotNull Rules wanted) {
        return rules.replace(caller.get(), wanted.rules()).map(Rules::new);
    }

    /** Rules in their order. */
    @RegisterForReflection
    record Rules(@NotNull List<@Valid @NotNull ChargebackRule> rules) {}
}
