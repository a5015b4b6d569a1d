package org.llmops.cost.spending;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.llmops.cost.ledger.LedgerFilter;
import org.llmops.cost.ledger.LedgerQuery;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.store.Transactions;

/** Reports what the caller's workspace spends. */
@Path("/v1/spend")
class SpendResource {
    private static final Duration USUAL = Duration.ofDays(30);

    private final Transactions transactions;
    private final SpendReports reports;
    private final CurrentCaller caller;
    private final Clock clock;

    SpendResource(Transactions transactions, SpendReports reports, CurrentCaller caller, Clock clock) {
        this.transactions = transactions;
        this.reports = reports;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(
            summary =
                    "What calls cost, by day, model, app or prompt_version, or several of them; the last 30 days unless told")
    public Uni<Spend> spend(
            @QueryParam("group_by") @DefaultValue("day") String groupBy, @Valid @BeanParam LedgerQuery query) {
        WorkspaceId workspace = caller.get().workspace();
        Set<Grouping> groupings = Grouping.parse(groupBy);
        LedgerFilter filter = bounded(query);
        return transactions
                .read(workspace, session -> reports.rows(session, workspace, filter, groupings))
                .map(rows -> Spend.of(
                        Objects.requireNonNull(filter.from()), Objects.requireNonNull(filter.to()), groupings, rows));
    }

    private LedgerFilter bounded(LedgerQuery query) {
        LedgerFilter asked = query.filter();
        Instant to = asked.to() == null ? clock.instant() : asked.to();
        return query.filter(to.minus(USUAL), to);
    }
}
