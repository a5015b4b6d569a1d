package org.llmops.cost.catalogue;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/**
 * What a dollar was worth on a day.
 *
 * @param perUsd units of the currency for a dollar, exact decimal
 * @param source who says so
 */
@RegisterForReflection
record ExchangeRateView(LocalDate day, String currency, String perUsd, String source, Instant recordedAt) {
    static ExchangeRateView of(Object[] row) {
        return new ExchangeRateView(
                (LocalDate) row[0],
                (String) row[1],
                ((BigDecimal) row[2]).toPlainString(),
                (String) row[3],
                ((OffsetDateTime) row[4]).toInstant());
    }
}
