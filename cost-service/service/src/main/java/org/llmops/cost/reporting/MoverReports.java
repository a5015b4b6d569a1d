package org.llmops.cost.reporting;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.llmops.cost.rollups.Group;
import org.llmops.cost.rollups.Slice;
import org.llmops.cost.rollups.SpendReading;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.money.Money;
import org.llmops.platform.store.Transactions;

/** Reports what moved between two times. */
@ApplicationScoped
class MoverReports {
    private final Transactions transactions;
    private final SpendReading reading;
    private final Clock clock;

    MoverReports(Transactions transactions, SpendReading reading, Clock clock) {
        this.transactions = transactions;
        this.reading = reading;
        this.clock = clock;
    }

    Uni<Movers> movers(WorkspaceId workspace, MoversQuery query) {
        Slice now = query.now(clock.instant());
        Slice before = query.before(now);
        return transactions.read(
                workspace,
                session -> reading.groups(session, workspace, now)
                        .chain(current -> reading.groups(session, workspace, before)
                                .map(earlier -> report(query, now, before, current, earlier))));
    }

    private static Movers report(MoversQuery query, Slice now, Slice before, List<Group> current, List<Group> earlier) {
        if (current.size() == now.limit() || earlier.size() == now.limit()) {
            throw SpendReports.tooLarge();
        }
        Money cost = Movers.sum(current);
        Money earlierCost = Movers.sum(earlier);
        return new Movers(
                now.from(),
                now.to(),
                before.from(),
                before.to(),
                query.grouping().labels(),
                cost,
                earlierCost,
                cost.minus(earlierCost),
                Movers.of(current, earlier, query.limit));
    }
}
