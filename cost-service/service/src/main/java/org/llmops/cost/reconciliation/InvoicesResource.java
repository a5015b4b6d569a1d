package org.llmops.cost.reconciliation;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.page.Cursor;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;
import org.llmops.platform.store.Transactions;

/** Takes what providers invoice, and compares it with the ledger of the caller's workspace. */
@Path("/v1/invoices")
class InvoicesResource {
    private final InvoiceImporting importing;
    private final Reconciling reconciling;
    private final Transactions transactions;
    private final Invoices invoices;
    private final CurrentCaller caller;

    InvoicesResource(
            InvoiceImporting importing,
            Reconciling reconciling,
            Transactions transactions,
            Invoices invoices,
            CurrentCaller caller) {
        this.importing = importing;
        this.reconciling = reconciling;
        this.transactions = transactions;
        this.invoices = invoices;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Imports a provider's invoice or usage export; the same file again is the same invoice")
    public Uni<RestResponse<InvoiceView>> add(
            @QueryParam("format") @Nullable String format,
            @QueryParam("provider") @Size(max = 200) @Nullable String provider,
            @QueryParam("name") @Size(max = 200) @Nullable String name,
            @QueryParam("skip_malformed") @DefaultValue("false") boolean skipMalformed,
            @Valid @BeanParam CsvColumns columns,
            @NotNull byte[] document) {
        ImportInvoice command = ImportInvoice.of(InvoiceFormat.parse(format), provider, name, skipMalformed, columns);
        return importing
                .importInvoice(caller.get(), command, document)
                .map(imported -> RestResponse.ResponseBuilder.create(
                                imported.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK,
                                InvoiceView.of(imported.invoice()))
                        .location(
                                URI.create("/v1/invoices/" + imported.invoice().id()))
                        .build());
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Invoices and usage exports, latest import first")
    public Uni<Page<InvoiceView>> list(@Valid @BeanParam PageQuery query) {
        WorkspaceId workspace = caller.get().workspace();
        List<String> cursor = query.after(1);
        UUID after = cursor.isEmpty() ? null : Cursor.read(cursor.getFirst(), UUID::fromString);
        return transactions
                .read(workspace, session -> invoices.page(session, workspace, after, query.limitAndOneMore()))
                .map(found -> Page.of(
                                found,
                                query.limit(),
                                invoice -> Cursor.encode(invoice.id().toString()))
                        .map(InvoiceView::of));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "An invoice or usage export")
    public Uni<InvoiceView> get(@RestPath UUID id) {
        WorkspaceId workspace = caller.get().workspace();
        return transactions
                .read(workspace, session -> invoices.get(session, workspace, id))
                .map(InvoiceView::of);
    }

    @GET
    @Path("/{id}/reconciliation")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Where an invoice differs from the ledger, and why")
    public Uni<ReconciliationView> reconcile(@RestPath UUID id) {
        return reconciling.reconcile(caller.get().workspace(), id);
    }

    @POST
    @Path("/{id}/true-up")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Appends what makes the ledger agree with an invoice; a second time appends nothing")
    public Uni<TrueUpView> trueUp(@RestPath UUID id) {
        return reconciling.trueUp(caller.get(), id);
    }
}
