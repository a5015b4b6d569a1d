package org.llmops.cost.pricing;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.llmops.cost.pricing.PricedCall.Conversion;

/** What a dollar was worth, day by day. A day without a rate, such as a Sunday, has that of the last day with one. */
public final class ExchangeRates {
    public static final ExchangeRates NONE = new ExchangeRates(List.of());

    /** An older rate says too little about a day. */
    private static final int LAST_DAYS = 31;

    private final Map<String, NavigableMap<LocalDate, BigDecimal>> byCurrency = new HashMap<>();

    /** @param told in the order in which they were told: a later one of the same day corrects */
    public ExchangeRates(List<Told> told) {
        for (Told rate : told) {
            byCurrency
                    .computeIfAbsent(rate.currency, currency -> new TreeMap<>())
                    .put(rate.day, rate.perUsd);
        }
    }

    public Optional<Conversion> of(String currency, LocalDate day) {
        NavigableMap<LocalDate, BigDecimal> rates = byCurrency.get(currency);
        Map.Entry<LocalDate, BigDecimal> last = rates == null ? null : rates.floorEntry(day);
        return last == null || last.getKey().isBefore(day.minusDays(LAST_DAYS))
                ? Optional.empty()
                : Optional.of(new Conversion(currency, last.getKey(), last.getValue()));
    }

    /** Units of a currency, dollars too, for a dollar; empty when nobody told. */
    public Optional<BigDecimal> perUsd(String currency, Instant at) {
        return currency.equals(PriceRule.USD)
                ? Optional.of(BigDecimal.ONE)
                : of(currency, at.atOffset(ZoneOffset.UTC).toLocalDate()).map(Conversion::perUsd);
    }

    /**
     * The rate of a day.
     *
     * @param currency ISO 4217, not USD
     * @param perUsd units of the currency for a dollar
     */
    public record Told(LocalDate day, String currency, BigDecimal perUsd) {
        public Told {
            if (perUsd.signum() <= 0) {
                throw new IllegalArgumentException("A rate of exchange is above 0");
            }
        }
    }
}
