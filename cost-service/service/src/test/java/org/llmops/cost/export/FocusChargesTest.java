package org.llmops.cost.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.llmops.cost.ledger.CallFacts;
import org.llmops.cost.ledger.Costing;
import org.llmops.cost.ledger.EntryKind;
import org.llmops.cost.ledger.LedgerEntry;
import org.llmops.cost.ledger.Reason;
import org.llmops.cost.ledger.TokenCounts;
import org.llmops.cost.ledger.Used;
import org.llmops.cost.pricing.PriceStatus;
import org.llmops.cost.pricing.PricedCall;
import org.llmops.cost.pricing.ServiceTier;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.money.Money;

/** Charges are FOCUS', and add up to the ledger whatever was rounded and corrected. */
class FocusChargesTest {
    private static final Instant HOUR = Instant.parse("2026-02-28T23:00:00Z");

    @Test
    void aUnitCostsItsCountTimesItsRateAndWhatRoundingLeavesIsApart() {
        List<FocusRow> rows = charges(List.of(
                call(HOUR, line("input_tokens", 3, "0.0000000375"), line("output_tokens", 1, "0.0000003")),
                call(HOUR.plusSeconds(60), line("input_tokens", 5, "0.0000000375")),
                call(HOUR.plusSeconds(3_600), line("input_tokens", 2, "0.0000000375"))));

        assertThat(rows.stream().map(FocusChargesTest::told))
                .containsExactly(
                        "23:00 Usage Input Tokens 8 0.0000003",
                        "23:00 Usage Output Tokens 1 0.0000003",
                        "23:00 Adjustment Rounding of calls to whole nano-dollars 0.000000001",
                        "00:00 Usage Input Tokens 2 0.000000075");
        assertThat(rows).allSatisfy(row -> FocusContract.assertCharge(read(row)));
        assertThat(read(rows.getFirst()))
                .containsEntry("PricingUnit", "1000000 Tokens")
                .containsEntry("ConsumedUnit", "Tokens")
                .containsEntry("SkuId", "openai/gpt")
                .containsEntry("SkuPriceId", "openai/gpt@7#input_tokens")
                .containsEntry("SubAccountId", "shop")
                .containsEntry("Tags", "{\"team\":\"retail\",\"app\":\"shop\"}")
                .containsEntry("BillingPeriodStart", Instant.parse("2026-02-01T00:00:00Z"));
    }

    @Test
    void aDiscountIsTheDifferenceBetweenListAndContract() {
        PricedCall.Line listed = line("input_tokens", 8, "0.0000004");
        PricedCall.Line reduced = new PricedCall.Line(
                "input_tokens", 8, new BigDecimal("0.0000003"), new BigDecimal("0.0000024"), listed.rate());

        List<FocusRow> rows = charges(List.of(call(HOUR, reduced)));

        assertThat(rows).hasSize(1).allSatisfy(row -> FocusContract.assertCharge(read(row)));
        Map<String, Object> charge = read(rows.getFirst());
        assertThat((BigDecimal) charge.get("ListUnitPrice")).isEqualByComparingTo("0.4");
        assertThat((BigDecimal) charge.get("ContractedUnitPrice")).isEqualByComparingTo("0.3");
        assertThat((BigDecimal) charge.get("ListCost")).isEqualByComparingTo("0.0000032");
        assertThat((BigDecimal) charge.get("BilledCost")).isEqualByComparingTo("0.0000024");
    }

    @Test
    void aCorrectionOfABilledMonthIsBilledInTheMonthItWasMadeIn() {
        LedgerEntry soon = correction(-40, HOUR.plusSeconds(60));
        LedgerEntry late = correction(-2, HOUR.plusSeconds(86_400));

        List<FocusRow> rows = charges(List.of(soon, late));

        assertThat(read(rows.getFirst()))
                .containsEntry("ChargeCategory", "Adjustment")
                .doesNotContainKey("ChargeClass")
                .containsEntry("BillingPeriodStart", Instant.parse("2026-02-01T00:00:00Z"));
        assertThat(read(rows.getLast()))
                .containsEntry("ChargeCategory", "Usage")
                .containsEntry("ChargeClass", "Correction")
                .containsEntry("BillingPeriodStart", Instant.parse("2026-03-01T00:00:00Z"))
                .containsEntry("ChargePeriodStart", HOUR)
                .containsEntry("BilledCost", new BigDecimal("-0.000000002"));
        assertThat(rows).allSatisfy(row -> FocusContract.assertCharge(read(row)));
    }

    @Test
    void whateverIsInTheLedgerAddsUp() {
        Random random = new Random(3);
        for (int each = 0; each < 200; each++) {
            List<LedgerEntry> entries = new ArrayList<>();
            Instant at = HOUR;
            for (int entry = 0; entry < random.nextInt(1, 60); entry++) {
                at = at.plusSeconds(random.nextInt(600));
                entries.add(
                        random.nextInt(5) == 0
                                ? correction(random.nextLong(-1_000, 1_000), at)
                                : call(
                                        at,
                                        line(
                                                "input_tokens",
                                                random.nextInt(5_000),
                                                "0." + "0".repeat(6) + random.nextInt(1, 99_999)),
                                        line("cache_read_tokens", random.nextInt(50), "0.00000000123456789012345678"),
                                        line("requests", 1, "0.01")));
            }

            List<FocusRow> rows = charges(entries);

            assertThat(rows.stream().map(FocusRow::cost).reduce(BigDecimal.ZERO, BigDecimal::add))
                    .isEqualByComparingTo(entries.stream()
                            .map(LedgerEntry::cost)
                            .reduce(Money.ZERO, Money::plus)
                            .usd());
            assertThat(rows).allSatisfy(row -> FocusContract.assertCharge(read(row)));
            assertThat(rows).allSatisfy(row -> assertThat(row.cost().scale()).isLessThanOrEqualTo(18));
        }
    }

    private static List<FocusRow> charges(List<LedgerEntry> entries) {
        FocusCharges charges = new FocusCharges();
        List<FocusRow> rows = new ArrayList<>();
        entries.forEach(entry -> rows.addAll(charges.add(List.of(entry))));
        rows.addAll(charges.rest());
        return rows;
    }

    private static String told(FocusRow row) {
        return row.hour().toString().substring(11, 16) + " " + row.category().word() + " "
                + (row.meter() == null ? row.description() : row.meter().label() + " " + row.quantity()) + " "
                + row.cost().stripTrailingZeros().toPlainString();
    }

    private static Map<String, Object> read(FocusRow row) {
        Map<String, Object> charge = new HashMap<>();
        for (Column<FocusRow> column : FocusColumns.ALL) {
            @Nullable Object value = column.value().apply(row);
            if (value == null) {
                assertThat(column.nullable()).as(column.name()).isTrue();
            } else {
                charge.put(column.name(), value);
            }
        }
        return charge;
    }

    private static PricedCall.Line line(String unit, long count, String rate) {
        BigDecimal each = new BigDecimal(rate);
        return new PricedCall.Line(unit, count, each, each.multiply(BigDecimal.valueOf(count)));
    }

    private static LedgerEntry call(Instant at, PricedCall.Line... lines) {
        Money cost = Money.rounded(
                List.of(lines).stream().map(PricedCall.Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add));
        UUID id = UUID.randomUUID();
        return entry(id, EntryKind.CALL, id, 0, null, at, at, cost, List.of(lines));
    }

    private static LedgerEntry correction(long nanoUsd, Instant recorded) {
        return entry(
                UUID.randomUUID(),
                EntryKind.CORRECTION,
                UUID.randomUUID(),
                1,
                Reason.values()[0],
                HOUR,
                recorded,
                Money.ofNanoUsd(nanoUsd),
                List.of());
    }

    private static LedgerEntry entry(
            UUID id,
            EntryKind kind,
            UUID call,
            int revision,
            @Nullable Reason reason,
            Instant at,
            Instant recorded,
            Money cost,
            List<PricedCall.Line> lines) {
        return new LedgerEntry(
                new WorkspaceId("acme"),
                id,
                kind,
                call,
                revision,
                reason,
                null,
                at,
                recorded,
                new CallFacts(
                        "chat",
                        null,
                        "ok",
                        false,
                        new CallFacts.Who("key-1", "app", "retail", "shop", null),
                        new CallFacts.Target("openai", "gpt", null, ServiceTier.STANDARD, null),
                        null,
                        null,
                        Map.of(),
                        null),
                new Used(TokenCounts.NONE, Map.of(), false),
                new Costing(cost, PriceStatus.EXACT, 7, "openai/gpt", lines, List.of()),
                cost,
                List.of());
    }
}
