package org.llmops.cost.export;

import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestMulti;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.Moment;
import org.llmops.cost.ledger.LedgerEntry;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.identity.WorkspaceId;

/** Hands on the ledger of the caller's workspace, streamed. */
@Path("/v1/exports")
class ExportsResource {
    static final String CSV = "text/csv;charset=UTF-8";
    static final String PARQUET = "application/vnd.apache.parquet";
    private static final Duration USUAL = Duration.ofDays(30);

    private final LedgerExport export;
    private final CurrentCaller caller;
    private final Clock clock;

    ExportsResource(LedgerExport export, CurrentCaller caller, Clock clock) {
        this.export = export;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @Path("/ledger.csv")
    @Produces(CSV)
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Every entry of the ledger by the time of its call, as CSV; the last 30 days unless told")
    public RestMulti<byte[]> ledgerAsCsv(
            @QueryParam("from") @Nullable String from, @QueryParam("to") @Nullable String to) {
        return ledger(from, to, new CsvEncoding<>(LedgerColumns.ALL), "ledger.csv");
    }

    @GET
    @Path("/ledger.parquet")
    @Produces(PARQUET)
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Every entry of the ledger by the time of its call, as Parquet; the last 30 days unless told")
    public RestMulti<byte[]> ledgerAsParquet(
            @QueryParam("from") @Nullable String from, @QueryParam("to") @Nullable String to) {
        return ledger(from, to, new ParquetEncoding<>("ledger", LedgerColumns.ALL), "ledger.parquet");
    }

    @GET
    @Path("/focus.csv")
    @Produces(CSV)
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Charges in the columns of FinOps FOCUS 1.2, as CSV; the last 30 days unless told")
    public RestMulti<byte[]> focusAsCsv(
            @QueryParam("from") @Nullable String from, @QueryParam("to") @Nullable String to) {
        return focus(from, to, new CsvEncoding<>(FocusColumns.ALL), "focus.csv");
    }

    @GET
    @Path("/focus.parquet")
    @Produces(PARQUET)
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Charges in the columns of FinOps FOCUS 1.2, as Parquet; the last 30 days unless told")
    public RestMulti<byte[]> focusAsParquet(
            @QueryParam("from") @Nullable String from, @QueryParam("to") @Nullable String to) {
        return focus(from, to, new ParquetEncoding<>("focus_1_2", FocusColumns.ALL), "focus.parquet");
    }

    private RestMulti<byte[]> ledger(
            @Nullable String from, @Nullable String to, Encoding<LedgerEntry> encoding, String file) {
        WorkspaceId workspace = caller.get().workspace();
        List<Instant> range = range(from, to);
        return answer(export.entries(workspace, range.getFirst(), range.getLast(), encoding), file);
    }

    private RestMulti<byte[]> focus(
            @Nullable String from, @Nullable String to, Encoding<FocusRow> encoding, String file) {
        WorkspaceId workspace = caller.get().workspace();
        List<Instant> range = range(from, to);
        return answer(export.focus(workspace, range.getFirst(), range.getLast(), encoding), file);
    }

    private List<Instant> range(@Nullable String from, @Nullable String to) {
        Instant end = to == null ? clock.instant() : Moment.parse("to", to);
        Instant start = from == null ? end.minus(USUAL) : Moment.parse("from", from);
        LedgerExport.requireRange(start, end);
        return List.of(start, end);
    }

    private static RestMulti<byte[]> answer(Multi<byte[]> pieces, String file) {
        return RestMulti.fromMultiData(pieces)
                .header("Content-Disposition", "attachment; filename=\"" + file + '"')
                .build();
    }
}
