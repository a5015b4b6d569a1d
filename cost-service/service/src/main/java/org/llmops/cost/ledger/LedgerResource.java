package org.llmops.cost.ledger;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;
import org.llmops.platform.store.Transactions;

/** Shows what calls of the caller's workspace cost. */
@Path("/v1/ledger")
class LedgerResource {
    private final Transactions transactions;
    private final Ledger ledger;
    private final CurrentCaller caller;

    LedgerResource(Transactions transactions, Ledger ledger, CurrentCaller caller) {
        this.transactions = transactions;
        this.ledger = ledger;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "What calls cost and what was corrected, latest first; the costs listed add up")
    public Uni<Page<LedgerEntryView>> list(@Valid @BeanParam LedgerQuery query, @Valid @BeanParam PageQuery page) {
        WorkspaceId workspace = caller.get().workspace();
        LedgerFilter filter = query.filter();
        LedgerCursor after = LedgerCursor.read(page);
        return transactions
                .read(workspace, session -> ledger.list(session, workspace, filter, after, page.limitAndOneMore()))
                .map(entries ->
                        Page.of(entries, page.limit(), LedgerCursor::write).map(LedgerEntryView::of));
    }

    @GET
    @Path("/{call_id}")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "What one call cost, by which rule, who paid, and what was corrected since")
    public Uni<LedgerCallView> get(@RestPath("call_id") UUID callId) {
        WorkspaceId workspace = caller.get().workspace();
        return transactions
                .read(workspace, session -> ledger.history(session, workspace, callId))
                .map(LedgerCallView::of);
    }
}
