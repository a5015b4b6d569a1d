package org.llmops.cost.export;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A charge as FOCUS has it: what one unit of one model cost one application in one hour.
 *
 * @param account the workspace
 * @param billedIn a moment of the month it is billed in: that of the call, or for a correction that in which it was made
 * @param category `Usage` or `Adjustment`
 * @param isCorrection it corrects a month that was billed before
 * @param meter what is counted; absent for an adjustment
 * @param quantity how many; absent for an adjustment
 * @param cost USD, exact
 */
record FocusRow(
        String account,
        Instant billedIn,
        Instant hour,
        Category category,
        boolean isCorrection,
        String description,
        Of of,
        @Nullable Meter meter,
        @Nullable BigDecimal quantity,
        BigDecimal cost) {
    Instant billingStart() {
        return month().atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    Instant billingEnd() {
        return month().plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    Instant chargeEnd() {
        return hour.plus(1, ChronoUnit.HOURS);
    }

    private YearMonth month() {
        return YearMonth.from(billedIn.atZone(ZoneOffset.UTC));
    }

    /** FOCUS' words for what a charge is. */
    enum Category {
        USAGE("Usage"),
        ADJUSTMENT("Adjustment");

        private final String word;

        Category(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** What was used, by whom. */
    record Of(
            @Nullable String team,
            @Nullable String app,
            @Nullable String route,
            @Nullable String prompt,
            @Nullable Integer promptVersion,
            String operation,
            @Nullable String provider,
            @Nullable String model,
            String serviceTier,
            @Nullable String region) {}

    /**
     * What is counted, and at what price.
     *
     * @param unit as the price book names it, such as `input_tokens`
     * @param rate USD for one
     * @param listRate USD for one, without the workspace's discount
     * @param rule the price book's, with its version
     */
    record Meter(String unit, BigDecimal rate, BigDecimal listRate, String rule) {
        private static final int MILLION = 6;

        boolean isTokens() {
            return unit.endsWith("tokens");
        }

        /** Tokens are priced by the million. */
        BigDecimal unitPrice() {
            return isTokens() ? rate.movePointRight(MILLION) : rate;
        }

        BigDecimal listUnitPrice() {
            return isTokens() ? listRate.movePointRight(MILLION) : listRate;
        }

        BigDecimal pricingQuantity(BigDecimal quantity) {
            return isTokens() ? quantity.movePointLeft(MILLION) : quantity;
        }

        String pricingUnit() {
            return isTokens() ? "1000000 Tokens" : consumedUnit();
        }

        /** FOCUS capitalises units: `Tokens`, `Requests`, `Seconds`. */
        String consumedUnit() {
            String last = unit.substring(unit.lastIndexOf('_') + 1);
            return Character.toUpperCase(last.charAt(0)) + last.substring(1);
        }

        /** `Input Tokens` for `input_tokens`. */
        String label() {
            StringBuilder label = new StringBuilder();
            for (String word : unit.split("_", -1)) {
                label.append(label.isEmpty() ? "" : " ");
                label.append(word.isEmpty() ? "" : Character.toUpperCase(word.charAt(0)) + word.substring(1));
            }
            return label.toString();
        }
    }
}
