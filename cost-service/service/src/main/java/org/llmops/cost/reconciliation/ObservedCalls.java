package org.llmops.cost.reconciliation;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.ledger.TokenCounts;
import org.llmops.platform.money.Money;

/**
 * Adds up what the ledger has of a provider, by day in UTC, model and app. Copies of calls are invoiced too, and so are
 * answers that nobody got.
 */
@ApplicationScoped
class ObservedCalls {
    Uni<List<Sum>> of(Mutiny.Session session, Invoice invoice) {
        return session.createNativeQuery("""
                        with period as (
                            select entry.*, cast(started_at at time zone 'UTC' as date) as day from ledger_entries entry
                            where workspace = :workspace and not cached
                                and started_at >= cast(cast(:first as text) as timestamp) at time zone 'UTC'
                                and started_at < cast(cast(:after as text) as timestamp) at time zone 'UTC'),
                        answers as (
                            select day, model, app,
                                kind = 'call' and (input_tokens + output_tokens > 0 or usage_details is not null) as call,
                                cost_nano_usd - discarded_cost_nano_usd as cost,
                                input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens,
                                kind = 'call' and usage_estimated and not exists (
                                    select 1 from ledger_entries better where better.workspace = period.workspace
                                        and better.kind = 'correction' and better.call_id = period.id
                                        and not better.usage_estimated) as estimated,
                                kind = 'call' and status = 'unpriced' and input_tokens + output_tokens > 0 and not exists (
                                    select 1 from ledger_entries better where better.workspace = period.workspace
                                        and better.kind = 'correction' and better.call_id = period.id
                                        and better.status = 'priced') as unpriced
                            from period where provider = :provider
                            union all
                            select day, other.model, app, kind = 'call', other.cost_nano_usd,
                                cast(other.tokens->>'input' as bigint) * sign, cast(other.tokens->>'cache_read' as bigint) * sign,
                                cast(other.tokens->>'cache_write' as bigint) * sign, cast(other.tokens->>'output' as bigint) * sign,
                                cast(other.tokens->>'reasoning' as bigint) * sign, false, false
                            from period,
                                lateral (select case kind when 'call' then 1 else 0 end as sign) counted,
                                lateral jsonb_to_recordset(discarded) as other
                                    (provider text, model text, tokens jsonb, cost_nano_usd bigint)
                            where discarded is not null and other.provider = :provider)
                        select cast(day as text), model, app, count(*) filter (where call), cast(sum(cost) as bigint),
                            cast(sum(input_tokens) as bigint), cast(sum(cache_read_tokens) as bigint),
                            cast(sum(cache_write_tokens) as bigint), cast(sum(output_tokens) as bigint),
                            cast(sum(reasoning_tokens) as bigint),
                            count(*) filter (where estimated), count(*) filter (where unpriced)
                        from answers group by day, model, app order by day, model, app
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
