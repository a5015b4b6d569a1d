package org.llmops.cost.quoting;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.cost.quoting.Lengths.Model;
import org.llmops.cost.quoting.Lengths.Tokens;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.store.Transactions;

/** How long a workspace's answers were, model by model, as its latest calls in the ledger tell. */
@ApplicationScoped
class OutputHistory {
    private static final int REMEMBERED_WORKSPACES = 1_000;

    private final Transactions transactions;
    private final QuotingConfig config;
    private final Clock clock;
    private final Map<WorkspaceId, Remembered> remembered = new ConcurrentHashMap<>();

    OutputHistory(Transactions transactions, QuotingConfig config, Clock clock) {
        this.transactions = transactions;
        this.config = config;
        this.clock = clock;
    }

    Uni<Lengths> of(WorkspaceId workspace) {
        Instant now = clock.instant();
        Remembered known = remembered.get(workspace);
        return known != null && now.isBefore(known.until)
                ? Uni.createFrom().item(known.lengths)
                : transactions
                        .read(workspace, session -> read(session, workspace, now))
                        .map(rows -> lengths(rows))
                        .invoke(lengths -> remember(workspace, lengths, now));
    }

    private void remember(WorkspaceId workspace, Lengths lengths, Instant now) {
        if (remembered.size() >= REMEMBERED_WORKSPACES) {
            remembered.clear();
        }
        remembered.put(workspace, new Remembered(lengths, now.plus(config.remembered())));
    }

    /** The index by time is read from its end; no more rows are touched than there are calls to be looked at. */
    private Uni<List<Object[]>> read(Mutiny.Session session, WorkspaceId workspace, Instant now) {
        return session.createNativeQuery("""
                        select provider, model, count(*), sum(input_tokens), sum(output_tokens)
                        from (select provider, model, input_tokens, output_tokens from ledger_entries
                            where workspace = :workspace and started_at > :since
                            order by started_at desc limit :most) latest
                        where provider is not null and model is not null and input_tokens > 0 and output_tokens > 0
                        group by provider, model
                        """, Object[].class)
                .setParameter("workspace", workspace.value())
                .setParameter("since", now.minus(config.historyAge()))
                .setParameter("most", config.historyCalls())
                .getResultList();
    }

    private Lengths lengths(List<Object[]> rows) {
        return new Lengths(
                rows.stream()
                        .collect(Collectors.toMap(
                                row -> new Model((String) row[0], (String) row[1]),
                                row -> new Tokens(((Number) row[2]).longValue(), number(row[3]), number(row[4])))),
                config.leastCalls(),
                config.outputPerInput().round(MathContext.DECIMAL64));
    }

    private static BigDecimal number(Object sum) {
        return sum instanceof BigDecimal decimal ? decimal : BigDecimal.valueOf(((Number) sum).longValue());
    }

    private record Remembered(Lengths lengths, Instant until) {}
}
