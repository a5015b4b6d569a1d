package org.llmops.cost.quoting;

import com.google.protobuf.Timestamp;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.pricing.CustomPrices;
import org.llmops.cost.pricing.ExchangeRates;
import org.llmops.cost.pricing.Price;
import org.llmops.cost.pricing.PriceRule;
import org.llmops.cost.pricing.PriceStatus;
import org.llmops.cost.pricing.Rates;
import org.llmops.cost.pricing.Rates.Rated;
import org.llmops.cost.pricing.ServiceTier;
import org.llmops.cost.v1.QuoteResponse;
import org.llmops.cost.v1.Rate;
import org.llmops.cost.v1.RateThreshold;
import org.llmops.cost.v1.TierRates;
import org.llmops.cost.v1.UnpricedPolicy;

/**
 * Rates as messages, complete, in dollars and in the order in which they are to be applied: whoever gets them prices calls
 * without knowing units or currencies.
 */
record RatesWire(CustomPrices custom, ExchangeRates exchange, Instant now) {
    /** Enough that the cost of no call differs by a nano-dollar from what exact fractions make. */
    private static final MathContext CONVERTED = new MathContext(34, RoundingMode.HALF_UP);

    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    /** @param find what a region (null: anywhere) and a tier cost */
    QuoteResponse response(BiFunction<@Nullable String, ServiceTier, Price> find) {
        Price price = find.apply(null, ServiceTier.STANDARD);
        QuoteResponse.Builder quote = QuoteResponse.newBuilder()
                .setPriceBookVersion(price.bookVersion())
                .setCustomPricesVersion(custom.version())
                .setUnpricedPolicy(policy())
                .setStatus(QuoteWire.status(status(price)));
        if (price instanceof Price.Priced priced) {
            add(quote, priced.rule());
            for (ServiceTier tier : List.of(ServiceTier.BATCH, ServiceTier.FLEX, ServiceTier.PRIORITY)) {
                if (find.apply(null, tier) instanceof Price.Priced other
                        && other.rule().tier() == tier) {
                    add(quote, tier, other.rule());
                }
            }
        }
        until(price)
                .ifPresent(until -> quote.setValidUntil(Timestamp.newBuilder().setSeconds(until.getEpochSecond())));
        return quote.build();
    }

    private UnpricedPolicy policy() {
        CustomPrices.Unpriced said = custom.unpriced();
        if (said == null) {
            return UnpricedPolicy.UNPRICED_POLICY_UNSPECIFIED;
        }
        return said == CustomPrices.Unpriced.REFUSE
                ? UnpricedPolicy.UNPRICED_POLICY_REFUSE
                : UnpricedPolicy.UNPRICED_POLICY_ALLOW;
    }

    private PriceStatus status(Price price) {
        return switch (price) {
            case Price.Unpriced unpriced -> PriceStatus.UNPRICED;
            case Price.Priced priced
            when exchange.perUsd(priced.rule().currency(), now).isEmpty() -> PriceStatus.MISSING;
            case Price.Priced priced -> priced.exact() ? PriceStatus.EXACT : PriceStatus.ALIAS;
        };
    }

    /** What another currency is worth changes by the day. */
    private Optional<Instant> until(Price price) {
        Instant until = price.validUntil();
        if (price instanceof Price.Priced priced && !priced.rule().currency().equals(PriceRule.USD)) {
            Instant tomorrow = now.atOffset(ZoneOffset.UTC)
                    .truncatedTo(ChronoUnit.DAYS)
                    .plusDays(1)
                    .toInstant();
            return Optional.of(until == null || tomorrow.isBefore(until) ? tomorrow : until);
        }
        return Optional.ofNullable(until);
    }

    private void add(QuoteResponse.Builder quote, PriceRule rule) {
        quote.setRuleId(rule.id());
        exchange.perUsd(rule.currency(), now)
                .ifPresent(perUsd ->
                        quote.addAllRates(rates(rule.rates(), perUsd)).addAllThresholds(thresholds(rule, perUsd)));
    }

    private void add(QuoteResponse.Builder quote, ServiceTier tier, PriceRule rule) {
        exchange.perUsd(rule.currency(), now)
                .ifPresent(perUsd -> quote.addServiceTiers(TierRates.newBuilder()
                        .setServiceTier(tier.label())
                        .setRuleId(rule.id())
                        .addAllRates(rates(rule.rates(), perUsd))
                        .addAllThresholds(thresholds(rule, perUsd))));
    }

    /** Each names all rates that hold above it, so that a new unit's parts are told with it. */
    private static List<RateThreshold> thresholds(PriceRule rule, BigDecimal perUsd) {
        return rule.thresholds().stream()
                .map(step -> RateThreshold.newBuilder()
                        .setAxis(step.axis().label())
                        .setAbove(step.above())
                        .addAllRates(rates(rule.ratesAbove(step), perUsd))
                        .build())
                .toList();
    }

    private static List<Rate> rates(Rates rates, BigDecimal perUsd) {
        return rates.billed().stream().map(rated -> rate(rated, perUsd)).toList();
    }

    private static Rate rate(Rated rated, BigDecimal perUsd) {
        BigDecimal usd = perUsd.compareTo(BigDecimal.ONE) == 0
                ? rated.rate()
                : rated.rate().divide(perUsd, CONVERTED);
        Rate.Builder rate = Rate.newBuilder()
                .setUnit(rated.unit().label())
                .setUsd(RateCard.plain(usd))
                .setPer(rated.unit().per());
        rated.parts().forEach(part -> rate.addParts(part.label()));
        try {
            rate.setUsdPerMillion(RateCard.plain(
                    usd.multiply(MILLION).divide(BigDecimal.valueOf(rated.unit().per()))));
        } catch (ArithmeticException endless) {
            return rate.build();
        }
        return rate.build();
    }
}
