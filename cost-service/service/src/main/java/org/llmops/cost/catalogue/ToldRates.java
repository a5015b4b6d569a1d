package org.llmops.cost.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.pricing.ExchangeRates;
import org.llmops.cost.pricing.ExchangeRates.Told;

/** All rates of exchange that were told. They are public facts and belong to no workspace. */
@ApplicationScoped
class ToldRates {
    private final ObjectMapper json;

    ToldRates(ObjectMapper json) {
        this.json = json;
    }

    /** In one statement; what is known already is not told again. Returns how many were new. */
    Uni<Integer> add(Mutiny.Session session, List<Told> rates, String source, String by, Instant now) {
        return session.createNativeQuery("""
                        insert into exchange_rates (day, currency, per_usd, source, recorded_at, recorded_by)
                        select told.day, told.currency, told.per_usd, :source, :now, :by
                        from jsonb_to_recordset(cast(cast(:rates as text) as jsonb)) as told (day date, currency text, per_usd numeric)
                        where told.per_usd is distinct from (
                            select known.per_usd from exchange_rates known
                            where known.day = told.day and known.currency = told.currency
                            order by known.position desc limit 1)
                        """)
                .setParameter("rates", document(rates))
                .setParameter("source", source)
                .setParameter("by", by)
                .setParameter("now", now)
                .executeUpdate();
    }

    Uni<ExchangeRates> all(Mutiny.Session session) {
        return session.createNativeQuery(
                        "select day, currency, per_usd from exchange_rates order by position", Object[].class)
                .getResultList()
                .map(rows -> new ExchangeRates(rows.stream()
                        .map(row -> new Told((LocalDate) row[0], (String) row[1], (BigDecimal) row[2]))
                        .toList()));
    }

    /** What holds of one currency, or of all, the latest days first. */
    Uni<List<ExchangeRateView>> page(
            Mutiny.Session session, @Nullable String currency, LocalDate before, String after, int limit) {
        return session.createNativeQuery("""
                        select distinct on (day, currency) day, currency, per_usd, source, recorded_at
                        from exchange_rates
                        where (cast(:currency as text) is null or currency = :currency)
                            and (day < :before or (day = :before and currency > :after))
                        order by day desc, currency, position desc limit :limit
                        """, Object[].class)
                .setParameter("currency", currency)
                .setParameter("before", before)
                .setParameter("after", after)
                .setParameter("limit", limit)
                .getResultList()
                .map(rows -> rows.stream().map(ExchangeRateView::of).toList());
    }

    private String document(List<Told> rates) {
        try {
            return json.writeValueAsString(rates.stream()
                    .map(rate -> Map.of(
                            "day",
                            rate.day().toString(),
                            "currency",
                            rate.currency(),
                            "per_usd",
                            rate.perUsd().toPlainString()))
                    .toList());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Texts are always JSON", impossible);
        }
    }
}
