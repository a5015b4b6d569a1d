package org.llmops.cost.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What FOCUS 1.2 demands of charges (https://focus.finops.org/focus-specification/v1-2, chapter 3, "Columns"), written
 * down from its content constraints: which columns there must be, of which type, what may be absent, which values are
 * allowed, and what follows from what.
 */
final class FocusContract {
    private static final Set<String> MANDATORY_NOT_NULL_DECIMALS =
            Set.of("BilledCost", "ContractedCost", "EffectiveCost", "ListCost");

    private static final Set<String> MANDATORY_NOT_NULL_TIMES =
            Set.of("BillingPeriodEnd", "BillingPeriodStart", "ChargePeriodEnd", "ChargePeriodStart");

    private static final Set<String> MANDATORY_NOT_NULL_TEXTS = Set.of(
            "BillingAccountId",
            "BillingCurrency",
            "ChargeCategory",
            "InvoiceIssuerName",
            "ProviderName",
            "PublisherName",
            "ServiceCategory",
            "ServiceName");

    private static final Set<String> MANDATORY_NULLABLE_TEXTS =
            Set.of("BillingAccountName", "ChargeClass", "ChargeDescription", "PricingUnit");

    private static final Set<String> NULLABLE_DECIMALS =
            Set.of("ConsumedQuantity", "ContractedUnitPrice", "ListUnitPrice", "PricingQuantity");

    /** Conditional and recommended columns: their condition holds here. */
    private static final Set<String> OTHER_TEXTS = Set.of(
            "ChargeFrequency",
            "ConsumedUnit",
            "InvoiceId",
            "PricingCategory",
            "RegionId",
            "RegionName",
            "ServiceSubcategory",
            "SkuId",
            "SkuMeter",
            "SkuPriceDetails",
            "SkuPriceId",
            "SubAccountId",
            "SubAccountName",
            "SubAccountType",
            "Tags");

    private FocusContract() {}

    /** The columns' names and types. */
    static void assertColumns(List<Column<FocusRow>> columns) {
        Map<String, Column<FocusRow>> named = new TreeMap<>();
        columns.forEach(column -> named.put(column.name(), column));
        assertTypes(named, MANDATORY_NOT_NULL_DECIMALS, ColumnType.DECIMAL, false);
        assertTypes(named, MANDATORY_NOT_NULL_TIMES, ColumnType.TIME, false);
        assertTypes(named, MANDATORY_NOT_NULL_TEXTS, ColumnType.TEXT, false);
        assertTypes(named, MANDATORY_NULLABLE_TEXTS, ColumnType.TEXT, true);
        assertTypes(named, NULLABLE_DECIMALS, ColumnType.DECIMAL, true);
        OTHER_TEXTS.forEach(name -> assertThat(named.get(name)).as(name).isNotNull());
        List<String> names = columns.stream().map(Column::name).toList();
        List<String> standard =
                names.stream().filter(name -> !name.startsWith("x_")).toList();
        assertThat(names.subList(0, standard.size()))
                .as("columns of our own come last")
                .isEqualTo(standard);
        assertThat(names).allSatisfy(name -> assertThat(name).matches("(x_)?[A-Z][A-Za-z]{1,49}"));
        assertThat(standard.stream()
                        .filter(name -> !MANDATORY_NOT_NULL_DECIMALS.contains(name)
                                && !MANDATORY_NOT_NULL_TIMES.contains(name)
                                && !MANDATORY_NOT_NULL_TEXTS.contains(name)
                                && !MANDATORY_NULLABLE_TEXTS.contains(name)
                                && !NULLABLE_DECIMALS.contains(name)
                                && !OTHER_TEXTS.contains(name)))
                .as("columns that FOCUS does not know")
                .isEmpty();
    }

    /** One charge, what is absent missing. */
    static void assertCharge(Map<String, Object> charge) {
        assertThat(charge).containsEntry("BillingCurrency", "USD");
        assertThat(charge.get("ChargeCategory")).isIn("Usage", "Purchase", "Tax", "Credit", "Adjustment");
        assertThat(charge.getOrDefault("ChargeClass", "Correction")).isEqualTo("Correction");
        assertThat(charge.get("ChargeFrequency")).isIn("One-Time", "Recurring", "Usage-Based");
        assertThat(charge.get("ServiceCategory")).isEqualTo("AI and Machine Learning");
        assertThat(charge.get("ServiceSubcategory")).isEqualTo("Generative AI");
        assertTimes(charge);
        if (charge.get("ChargeCategory").equals("Usage") && charge.get("ChargeClass") == null) {
            assertThat(charge)
                    .containsKeys(
                            "ConsumedQuantity",
                            "ConsumedUnit",
                            "ContractedUnitPrice",
                            "ListUnitPrice",
                            "PricingCategory",
                            "PricingQuantity",
                            "PricingUnit",
                            "SkuId",
                            "SkuMeter",
                            "SkuPriceId");
            assertThat(charge.get("PricingCategory")).isIn("Standard", "Dynamic", "Committed", "Other");
            assertProduct(charge, "ListUnitPrice", "ListCost");
            assertProduct(charge, "ContractedUnitPrice", "ContractedCost");
        }
        if (charge.get("SubAccountId") != null) {
            assertThat(charge).containsKeys("SubAccountName", "SubAccountType");
        }
    }

    private static void assertTimes(Map<String, Object> charge) {
        Instant start = (Instant) charge.get("ChargePeriodStart");
        assertThat((Instant) charge.get("ChargePeriodEnd")).isAfter(start);
        Instant billedFrom = (Instant) charge.get("BillingPeriodStart");
        assertThat(billedFrom.toString()).endsWith("-01T00:00:00Z");
        assertThat((Instant) charge.get("BillingPeriodEnd"))
                .isAfterOrEqualTo(billedFrom.plus(28, ChronoUnit.DAYS))
                .isBeforeOrEqualTo(billedFrom.plus(31, ChronoUnit.DAYS));
        if (charge.get("ChargeClass") == null) {
            assertThat(start).isAfterOrEqualTo(billedFrom).isBefore((Instant) charge.get("BillingPeriodEnd"));
        }
    }

    private static void assertProduct(Map<String, Object> charge, String price, String cost) {
        assertThat((BigDecimal) charge.get(price)).isNotNegative();
        assertThat(((BigDecimal) charge.get(price)).multiply((BigDecimal) charge.get("PricingQuantity")))
                .isEqualByComparingTo((BigDecimal) charge.get(cost));
    }

    private static void assertTypes(
            Map<String, Column<FocusRow>> columns, Set<String> names, ColumnType type, boolean nullable) {
        for (String name : names) {
            assertThat(columns.get(name)).as(name).isNotNull();
            assertThat(columns.get(name).type()).as(name).isEqualTo(type);
            assertThat(columns.get(name).nullable()).as(name).isEqualTo(nullable);
        }
    }
}
