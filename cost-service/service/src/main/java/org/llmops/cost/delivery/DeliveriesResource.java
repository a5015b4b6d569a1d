package org.llmops.cost.delivery;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.page.Cursor;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;
import org.llmops.platform.store.Audit;
import org.llmops.platform.store.Transactions;

/** What became of the messages of the caller's workspace. */
@Path("/v1/alert-deliveries")
class DeliveriesResource {
    private final Transactions transactions;
    private final Deliveries deliveries;
    private final CurrentCaller caller;
    private final Clock clock;

    DeliveriesResource(Transactions transactions, Deliveries deliveries, CurrentCaller caller, Clock clock) {
        this.transactions = transactions;
        this.deliveries = deliveries;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Messages to channels, latest first")
    public Uni<Page<DeliveryView>> list(@BeanParam DeliveryQuery which, @Valid @BeanParam PageQuery query) {
        WorkspaceId workspace = caller.get().workspace();
        List<String> cursor = query.after(1);
        UUID before = cursor.isEmpty() ? null : Cursor.read(cursor.getFirst(), UUID::fromString);
        return transactions
                .read(workspace, session -> deliveries.page(session, workspace, which, before, query.limitAndOneMore()))
                .map(found -> Page.of(
                                found,
                                query.limit(),
                                delivery -> Cursor.encode(delivery.id().toString()))
                        .map(Delivery::view));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "What became of a message")
    public Uni<DeliveryView> get(@RestPath UUID id) {
        WorkspaceId workspace = caller.get().workspace();
        return transactions.read(
                workspace, session -> deliveries.get(session, workspace, id).map(Delivery::view));
    }

    @POST
    @Path("/{id}/resend")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Sends a dead message again, with the same id")
    public Uni<DeliveryView> resend(@RestPath UUID id) {
        WorkspaceId workspace = caller.get().workspace();
        return transactions.mutate(
                caller.get(),
                new Audit("alert_delivery.resend", "alert-deliveries/" + id),
                session -> deliveries
                        .lock(session, workspace, id)
                        .invoke(delivery -> delivery.resend(clock.instant()))
                        .call(session::flush)
                        .map(Delivery::view));
    }
}
