package org.llmops.cost.reporting;

import static org.llmops.cost.CostProblem.REPORT_TOO_LARGE;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.rollups.Dimension;
import org.llmops.cost.rollups.Group;
import org.llmops.cost.rollups.Slice;
import org.llmops.cost.rollups.SpendReading;
import org.llmops.cost.rollups.Sums;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.store.Transactions;

/** Reports spend, told apart by anything. */
@ApplicationScoped
class SpendReports {
    private final Transactions transactions;
    private final SpendReading reading;
    private final Clock clock;

    SpendReports(Transactions transactions, SpendReading reading, Clock clock) {
        this.transactions = transactions;
        this.reading = reading;
        this.clock = clock;
    }

    Uni<Spend> spend(WorkspaceId workspace, SpendQuery query) {
        Slice slice = query.slice(clock.instant());
        String labels = query.grouping().labels();
        return transactions.read(
                workspace,
                session -> reading.groups(session, workspace, slice)
                        .chain(groups -> report(session, workspace, slice, labels, query.limit, groups)));
    }

    private Uni<Spend> report(
            Mutiny.Session session,
            WorkspaceId workspace,
            Slice slice,
            String labels,
            @Nullable Integer limit,
            List<Group> groups) {
        if (groups.size() < slice.limit()) {
            Sums totals = groups.stream().map(Group::sums).reduce(Sums.NONE, Sums::plus);
            return Uni.createFrom().item(spend(slice, labels, groups, totals, null));
        }
        if (limit == null) {
            throw tooLarge();
        }
        List<Group> shown = groups.subList(0, limit);
        Sums ofShown = shown.stream().map(Group::sums).reduce(Sums.NONE, Sums::plus);
        return reading.total(session, workspace, slice)
                .map(totals -> spend(slice, labels, shown, totals, totals.minus(ofShown)));
    }

    static RuntimeException tooLarge() {
        return REPORT_TOO_LARGE.because(
                "It has more than %d rows: shorten the time, filter, group by less, or set a limit"
                        .formatted(Slice.MOST_ROWS));
    }

    private static Spend spend(Slice slice, String labels, List<Group> groups, Sums totals, @Nullable Sums others) {
        boolean complete = isComplete(slice);
        return new Spend(
                slice.from(),
                slice.to(),
                labels,
                SumsView.of(totals, complete),
                groups.stream()
                        .map(group -> new Spend.Row(
                                Traits.of(group, slice.grain()),
                                SumsView.of(group.sums(), complete),
                                LedgerLink.to(group, slice)))
                        .toList(),
                others == null ? null : SumsView.of(others, complete));
    }

    /** Whether all sums are known: by end users and tags they are not. */
    private static boolean isComplete(Slice slice) {
        return !slice.by().contains(Dimension.END_USER)
                && !slice.by().contains(Dimension.TAG)
                && !slice.scope().containsKey(Dimension.END_USER)
                && !slice.scope().containsKey(Dimension.TAG);
    }
}
