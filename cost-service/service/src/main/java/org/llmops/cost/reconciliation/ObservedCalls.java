package org.llmops.cost.reconciliation;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.ledger.TokenCounts;
import org.llmops.platform.money.Money;

/** Adds up what the ledger has of a provider, by day in UTC, model and app. Copies of calls are invoiced too. */
@ApplicationScoped
class ObservedCalls {
    Uni<List<Sum>> of(Mutiny.Session session, Invoice invoice) {
        return session.createNativeQuery("""
                        select cast(cast(started_at at time zone 'UTC' as date) as text), model, app,
                            count(*) filter (where kind = 'call'
                                and (input_tokens + output_tokens > 0 or usage_details is not null)),
                            cast(sum(cost_nano_usd) as bigint),
                            cast(sum(input_tokens) as bigint), cast(sum(cache_read_tokens) as bigint),
                            cast(sum(cache_write_tokens) as bigint), cast(sum(output_tokens) as bigint),
                            cast(sum(reasoning_tokens) as bigint),
                            count(*) filter (where kind = 'call' and usage_estimated and not exists (
                                select 1 from ledger_entries better where better.workspace = entry.workspace
                                    and better.kind = 'correction' and better.call_id = entry.id
                                    and not better.usage_estimated)),
                            count(*) filter (where kind = 'call' and status = 'unpriced'
                                and input_tokens + output_tokens > 0 and not exists (
                                select 1 from ledger_entries better where better.workspace = entry.workspace
                                    and better.kind = 'correction' and better.call_id = entry.id
                                    and better.status = 'priced'))
                        from ledger_entries entry
                        where workspace = :workspace and provider = :provider and not cached
                            and started_at >= cast(cast(:first as text) as timestamp) at time zone 'UTC'
                            and started_at < cast(cast(:after as text) as timestamp) at time zone 'UTC'
                        group by 1, 2, 3 order by 1, 2, 3
                        """, Object[].class)
                .setParameter("workspace", invoice.workspace().value())
                .setParameter("provider", invoice.provider())
                .setParameter("first", invoice.firstDay().toString())
                .setParameter("after", invoice.lastDay().plusDays(1).toString())
                .getResultList()
                .map(rows -> rows.stream().map(ObservedCalls::read).toList());
    }

    private static Sum read(Object[] row) {
        return new Sum(
                LocalDate.parse((String) row[0]),
                (String) row[1],
                (String) row[2],
                new Observed(
                        number(row[3]),
                        Money.ofNanoUsd(number(row[4])),
                        new TokenCounts(number(row[5]), number(row[6]), number(row[7]), number(row[8]), number(row[9])),
                        number(row[10]),
                        number(row[11])));
    }

    private static long number(Object number) {
        return ((Number) number).longValue();
    }

    /** What the ledger has of one model and app on one day. */
    record Sum(
            LocalDate day, @Nullable String model, @Nullable String app, Observed observed) {}
}
