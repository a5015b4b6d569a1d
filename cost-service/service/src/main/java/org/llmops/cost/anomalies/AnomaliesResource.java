package org.llmops.cost.anomalies;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.llmops.cost.anomalies.Anomaly.Note;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.page.Cursor;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;
import org.llmops.platform.store.Audit;
import org.llmops.platform.store.Transactions;

/** Shows where the caller's workspace spent more or less than usual, and takes what people think of it. */
@Path("/v1/anomalies")
class AnomaliesResource {
    private final Transactions transactions;
    private final Anomalies anomalies;
    private final Watches watches;
    private final CurrentCaller caller;
    private final Clock clock;

    AnomaliesResource(
            Transactions transactions, Anomalies anomalies, Watches watches, CurrentCaller caller, Clock clock) {
        this.transactions = transactions;
        this.anomalies = anomalies;
        this.watches = watches;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Spend that was not as usual, the latest found first, each explained")
    public Uni<Page<AnomalyView>> list(@Valid @BeanParam AnomalyQuery query, @Valid @BeanParam PageQuery page) {
        WorkspaceId workspace = caller.get().workspace();
        AnomalyFilter filter = query.filter(page);
        return transactions
                .read(workspace, session -> anomalies.page(session, workspace, filter, page.limitAndOneMore()))
                .map(found ->
                        Page.of(found, page.limit(), AnomalyFilter.After::write).map(AnomalyView::of));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Spend that was not as usual, and what the difference is made of")
    public Uni<AnomalyView> get(@RestPath UUID id) {
        WorkspaceId workspace = caller.get().workspace();
        return transactions
                .read(workspace, session -> anomalies.get(session, workspace, id))
                .map(AnomalyView::of);
    }

    @PUT
    @Path("/{id}/verdict")
    @RolesAllowed(Roles.EDITOR)
    @Operation(summary = "Says that it was seen, or that it was meant to be; also of those that are part of it")
    public Uni<AnomalyView> judge(@RestPath UUID id, @Valid @NotNull VerdictRequest request) {
        Caller who = caller.get();
        Note note = request.verdict() == Verdict.NEW
                ? Note.NONE
                : new Note(request.verdict(), who.subject(), clock.instant(), request.note());
        return transactions
                .mutate(
                        who,
                        new Audit("anomaly.judge", "anomalies/" + id),
                        session -> anomalies
                                .get(session, who.workspace(), id)
                                .chain(found -> anomalies.note(session, who.workspace(), id, note))
                                .chain(() -> anomalies.get(session, who.workspace(), id)))
                .map(AnomalyView::of);
    }

    @GET
    @Path("/watches")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "What is watched, and where there is not enough history yet to tell what is usual")
    public Uni<Page<WatchView>> watched(@Valid @BeanParam PageQuery page) {
        WorkspaceId workspace = caller.get().workspace();
        List<String> after = page.after(2);
        return transactions
                .read(
                        workspace,
                        session -> watches.page(
                                session,
                                workspace,
                                after.isEmpty() ? null : after.getFirst(),
                                after.isEmpty() ? "" : after.getLast(),
                                page.limitAndOneMore()))
                .map(found -> Page.of(found, page.limit(), AnomaliesResource::cursor));
    }

    private static String cursor(WatchView last) {
        return Cursor.encode(last.dimension(), last.value() == null ? "" : last.value());
    }
}
