package org.llmops.cost.spending;

import static org.llmops.cost.CostProblem.REPORT_TOO_LARGE;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.cost.ledger.LedgerFilter;
import org.llmops.platform.identity.WorkspaceId;

/** Adds up the ledger. */
@ApplicationScoped
class SpendReports {
    private static final int MOST_ROWS = 5_000;
    private static final String SUMS = """
            cast(sum(cost_nano_usd) as bigint), count(*) filter (where kind = 'call'),
            count(*) filter (where kind = 'call' and cached), count(*) filter (where kind = 'call' and status = 'unpriced'),
            cast(sum(input_tokens) as bigint),
            cast(sum(cache_read_tokens) as bigint), cast(sum(cache_write_tokens) as bigint),
            cast(sum(output_tokens) as bigint)
            """;

    Uni<List<Spend.Row>> rows(
            Mutiny.Session session, WorkspaceId workspace, LedgerFilter filter, Set<Grouping> groupings) {
        List<String> columns = groupings.stream()
                .flatMap(grouping -> grouping.columns().stream())
                .toList();
        String positions = IntStream.rangeClosed(1, columns.size())
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(", "));
        var query = session.createNativeQuery(
                "select " + String.join(", ", columns) + ", " + SUMS
                        + " from ledger_entries where workspace = :workspace" + filter.conditions()
                        + " group by " + positions + " order by " + positions + " limit " + (MOST_ROWS + 1),
                Object[].class);
        query.setParameter("workspace", workspace.value());
        filter.parameters().forEach(query::setParameter);
        return query.getResultList().map(rows -> {
            if (rows.size() > MOST_ROWS) {
                throw REPORT_TOO_LARGE.because(
                        "It has more than %d rows: shorten the time, filter, or group by less".formatted(MOST_ROWS));
            }
            return rows.stream()
                    .map(row -> SpendRow.read(row, groupings, filter))
                    .toList();
        });
    }
}
