package org.llmops.cost.reporting;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.ByteArrayOutputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.llmops.cost.export.CsvEncoding;
import org.llmops.cost.export.Encoding;
import org.llmops.cost.export.ParquetEncoding;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;

/** Reports what the caller's workspace spends. */
@Path("/v1")
class SpendResource {
    private final SpendReports reports;
    private final CurrentCaller caller;

    SpendResource(SpendReports reports, CurrentCaller caller) {
        this.reports = reports;
        this.caller = caller;
    }

    @GET
    @Path("/spend")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "What calls cost, by time and by whatever tells them apart; the last 30 days unless told")
    public Uni<Spend> spend(@Valid @BeanParam SpendQuery query) {
        return reports.spend(caller.get().workspace(), query);
    }

    @GET
    @Path("/spend.csv")
    @Produces("text/csv;charset=UTF-8")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "The same report's rows as CSV")
    public Uni<byte[]> spendAsCsv(@Valid @BeanParam SpendQuery query) {
        return rows(query, new CsvEncoding<>(SpendColumns.ALL));
    }

    @GET
    @Path("/spend.parquet")
    @Produces("application/vnd.apache.parquet")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "The same report's rows as Parquet")
    public Uni<byte[]> spendAsParquet(@Valid @BeanParam SpendQuery query) {
        return rows(query, new ParquetEncoding<>("spend", SpendColumns.ALL));
    }

    /** A report is small enough to be written at once. */
    private Uni<byte[]> rows(SpendQuery query, Encoding<Spend.Row> encoding) {
        return reports.spend(caller.get().workspace(), query).map(spend -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(encoding.begin());
            out.writeBytes(encoding.rows(spend.rows()));
            out.writeBytes(encoding.end());
            return out.toByteArray();
        });
    }
}
