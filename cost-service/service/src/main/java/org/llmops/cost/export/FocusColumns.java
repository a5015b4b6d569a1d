package org.llmops.cost.export;

import static org.llmops.cost.export.ColumnType.DECIMAL;
import static org.llmops.cost.export.ColumnType.LONG;
import static org.llmops.cost.export.ColumnType.TEXT;
import static org.llmops.cost.export.ColumnType.TIME;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The columns of FOCUS 1.2 (https://focus.finops.org/focus-specification/v1-2): all that are mandatory, and of the
 * conditional ones those whose condition holds here. Left out is what has no meaning for calls to models: commitment
 * discounts, capacity reservations, availability zones and provisioned resources. Columns of our own come last and begin
 * with `x_`.
 */
final class FocusColumns {
    private static final String USD = "USD";

    static final List<Column<FocusRow>> ALL = List.of(
            Column.of("BilledCost", DECIMAL, FocusColumns::cost),
            Column.of("BillingAccountId", TEXT, FocusRow::account),
            Column.nullable("BillingAccountName", TEXT, FocusRow::account),
            Column.of("BillingCurrency", TEXT, row -> USD),
            Column.of("BillingPeriodEnd", TIME, FocusRow::billingEnd),
            Column.of("BillingPeriodStart", TIME, FocusRow::billingStart),
            Column.of("ChargeCategory", TEXT, row -> row.category().word()),
            Column.nullable("ChargeClass", TEXT, row -> row.isCorrection() ? "Correction" : null),
            Column.nullable("ChargeDescription", TEXT, FocusRow::description),
            Column.of("ChargeFrequency", TEXT, row -> "Usage-Based"),
            Column.of("ChargePeriodEnd", TIME, FocusRow::chargeEnd),
            Column.of("ChargePeriodStart", TIME, FocusRow::hour),
            Column.nullable("ConsumedQuantity", DECIMAL, FocusRow::quantity),
            Column.nullable("ConsumedUnit", TEXT, metered(FocusRow.Meter::consumedUnit)),
            Column.of("ContractedCost", DECIMAL, FocusColumns::cost),
            Column.nullable("ContractedUnitPrice", DECIMAL, metered(FocusRow.Meter::unitPrice)),
            Column.of("EffectiveCost", DECIMAL, FocusColumns::cost),
            Column.nullable("InvoiceId", TEXT, row -> null),
            Column.of("InvoiceIssuerName", TEXT, FocusColumns::provider),
            Column.of("ListCost", DECIMAL, FocusColumns::listCost),
            Column.nullable("ListUnitPrice", DECIMAL, metered(FocusRow.Meter::listUnitPrice)),
            Column.nullable("PricingCategory", TEXT, metered(meter -> "Standard")),
            Column.nullable("PricingQuantity", DECIMAL, FocusColumns::pricingQuantity),
            Column.nullable("PricingUnit", TEXT, metered(FocusRow.Meter::pricingUnit)),
            Column.of("ProviderName", TEXT, FocusColumns::provider),
            Column.of("PublisherName", TEXT, FocusColumns::provider),
            Column.nullable("RegionId", TEXT, row -> row.of().region()),
            Column.nullable("RegionName", TEXT, row -> row.of().region()),
            Column.of("ServiceCategory", TEXT, row -> "AI and Machine Learning"),
            Column.of("ServiceName", TEXT, row -> provider(row) + " models"),
            Column.of("ServiceSubcategory", TEXT, row -> "Generative AI"),
            Column.nullable(
                    "SkuId",
                    TEXT,
                    row -> row.meter() == null
                            ? null
                            : provider(row) + '/' + row.of().model()),
            Column.nullable("SkuMeter", TEXT, metered(FocusRow.Meter::label)),
            Column.nullable("SkuPriceDetails", TEXT, row -> row.meter() == null ? null : priceDetails(row)),
            Column.nullable("SkuPriceId", TEXT, metered(meter -> meter.rule() + '#' + meter.unit())),
            Column.nullable("SubAccountId", TEXT, row -> row.of().app()),
            Column.nullable("SubAccountName", TEXT, row -> row.of().app()),
            Column.nullable("SubAccountType", TEXT, row -> row.of().app() == null ? null : "Application"),
            Column.nullable("Tags", TEXT, FocusColumns::tags),
            Column.nullable("x_Model", TEXT, row -> row.of().model()),
            Column.of("x_Operation", TEXT, row -> row.of().operation()),
            Column.nullable("x_Prompt", TEXT, row -> row.of().prompt()),
            Column.nullable("x_PromptVersion", LONG, row -> number(row.of().promptVersion())),
            Column.nullable("x_Route", TEXT, row -> row.of().route()),
            Column.nullable("x_Team", TEXT, row -> row.of().team()));

    private FocusColumns() {}

    private static BigDecimal cost(FocusRow row) {
        return row.cost();
    }

    private static BigDecimal listCost(FocusRow row) {
        FocusRow.Meter meter = row.meter();
        BigDecimal quantity = pricingQuantity(row);
        return meter == null || quantity == null
                ? row.cost()
                : meter.listUnitPrice().multiply(quantity);
    }

    private static @Nullable BigDecimal pricingQuantity(FocusRow row) {
        FocusRow.Meter meter = row.meter();
        BigDecimal quantity = row.quantity();
        return meter == null || quantity == null ? null : meter.pricingQuantity(quantity);
    }

    /** A call that never got to a provider costs nothing; a correction by hand may name none. */
    private static String provider(FocusRow row) {
        return Objects.requireNonNullElse(row.of().provider(), "Other");
    }

    private static Function<FocusRow, @Nullable Object> metered(Function<FocusRow.Meter, Object> value) {
        return row -> row.meter() == null ? null : value.apply(row.meter());
    }

    private static @Nullable Long number(@Nullable Integer version) {
        return version == null ? null : version.longValue();
    }

    /** A JSON object; properties of our own begin with `x_`. */
    private static String priceDetails(FocusRow row) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("x_ServiceTier", row.of().serviceTier())
                .toString();
    }

    private static @Nullable String tags(FocusRow row) {
        ObjectNode tags = JsonNodeFactory.instance.objectNode();
        if (row.of().team() != null) {
            tags.put("team", row.of().team());
        }
        if (row.of().app() != null) {
            tags.put("app", row.of().app());
        }
        return tags.isEmpty() ? null : tags.toString();
    }
}
