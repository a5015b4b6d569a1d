package org.llmops.cost.reporting;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.store.Transactions;

/** Keeps the rules by which shared costs are split. */
@Path("/v1/chargeback-rules")
class ChargebackResource {
    private final ChargebackRules rules;
    private final Transactions transactions;
    private final CurrentCaller caller;

    ChargebackResource(ChargebackRules rules, Transactions transactions, CurrentCaller caller) {
        this.rules = rules;
        this.transactions = transactions;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "The rules by which shared costs are split, in their order")
    public Uni<Rules> list() {
        WorkspaceId workspace = caller.get().workspace();
        return transactions
                .read(workspace, session -> rules.list(session, workspace))
                .map(Rules::new);
    }

    @PUT
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Replaces the rules; a cost is shared by one rule at most")
    public Uni<Rules> replace(@Valid @NotNull Rules wanted) {
        return rules.replace(caller.get(), wanted.rules()).map(Rules::new);
    }

    /** Rules in their order. */
    @RegisterForReflection
    record Rules(@NotNull List<@Valid @NotNull ChargebackRule> rules) {}
}
