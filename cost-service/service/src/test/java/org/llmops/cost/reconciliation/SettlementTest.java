package org.llmops.cost.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.llmops.cost.ledger.CallFacts;
import org.llmops.cost.ledger.CallState;
import org.llmops.cost.ledger.Costing;
import org.llmops.cost.ledger.EntryKind;
import org.llmops.cost.ledger.LedgerEntry;
import org.llmops.cost.ledger.TokenCounts;
import org.llmops.cost.ledger.Used;
import org.llmops.cost.pricing.PriceStatus;
import org.llmops.cost.pricing.ServiceTier;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.money.Money;

/** Whatever differs, what is appended makes the ledger's money and tokens those of the invoice, exactly. */
class SettlementTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
    private static final Instant NOW = Instant.parse("2026-04-01T00:00:00Z");

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 400);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theLedgerAgreesAfterwards(long seed) {
        Random random = new Random(seed);
        List<CallState> calls = new ArrayList<>();
        for (int each = random.nextInt(6); each > 0; each--) {
            calls.add(call(random));
        }
        Invoiced invoiced = new Invoiced(
                Money.ofNanoUsd(random.nextInt(2_000_000)),
                Money.ofNanoUsd(random.nextInt(100)),
                random.nextBoolean() ? null : Long.valueOf(random.nextInt(8)),
                random.nextBoolean() ? null : new TokenCounts(random.nextInt(50_000), 0, 0, random.nextInt(9_000), 0));
        Gap gap = Gap.of(
                invoiced, observed(calls), tokens -> Money.ofNanoUsd(10 * tokens.input() + 40 * tokens.output()));

        List<LedgerEntry> appended = new Settlement(invoice(), match(invoiced, calls, gap), 1, NOW)
                .entries(random.nextInt(5) == 0 ? List.of() : calls);

        assertThat(observed(calls).cost().nanoUsd()
                        + appended.stream()
                                .mapToLong(entry -> entry.cost().nanoUsd())
                                .sum())
                .isEqualTo(Objects.requireNonNull(invoiced.amount()).nanoUsd());
        TokenCounts told = invoiced.tokens();
        boolean usageIsExplained =
                gap.parts().stream().anyMatch(part -> !part.tokens().equals(TokenCounts.NONE));
        if (told != null && usageIsExplained) {
            assertThat(appended.stream()
                            .map(entry -> entry.used().tokens())
                            .reduce(observed(calls).tokens(), TokenCounts::plus))
                    .isEqualTo(told);
        }
        assertThat(appended).allSatisfy(entry -> assertThat(entry.cause()).startsWith("invoices/"));
        assertThat(appended.stream().filter(entry -> entry.kind() == EntryKind.CORRECTION))
                .extracting(LedgerEntry::callId)
                .doesNotHaveDuplicates();
    }

    private static Observed observed(List<CallState> calls) {
        return calls.stream()
                .map(call -> new Observed(
                        1, call.cost(), call.used().tokens(), call.used().estimated() ? 1 : 0, 0))
                .reduce(Observed.NOTHING, Observed::plus);
    }

    private static Match match(Invoiced invoiced, List<CallState> calls, Gap gap) {
        return new Match(DAY, "gpt-4o", null, List.of(1), Set.of("gpt-4o"), true, invoiced, observed(calls), gap);
    }

    private static Invoice invoice() {
        return new Invoice(
                new WorkspaceId("acme"),
                new UUID(1, 2),
                "openai",
                InvoiceFormat.CSV,
                null,
                "checksum",
                DAY,
                DAY,
                1,
                0,
                List.of(),
                Money.ZERO,
                NOW,
                "alice",
                null);
    }

    private static CallState call(Random random) {
        UUID id = new UUID(random.nextLong(), random.nextLong());
        TokenCounts tokens = new TokenCounts(1 + random.nextInt(9_000), 0, 0, random.nextInt(900), 0);
        Money cost = Money.ofNanoUsd(random.nextInt(4) == 0 ? 0 : 10 * tokens.input() + 40 * tokens.output());
        return CallState.of(List.of(new LedgerEntry(
                new WorkspaceId("acme"),
                id,
                EntryKind.CALL,
                id,
                0,
                null,
                null,
                Instant.parse("2026-03-01T10:00:00Z"),
                NOW,
                new CallFacts(
                        "chat",
                        null,
                        "ok",
                        false,
                        new CallFacts.Who("key-1", "app", null, "shop", null),
                        new CallFacts.Target("openai", "gpt-4o", null, ServiceTier.STANDARD, null),
                        null,
                        null,
                        Map.of(),
                        null),
                new Used(tokens, Map.of(), random.nextBoolean()),
                new Costing(cost, PriceStatus.EXACT, 1, "openai/gpt-4o", List.of()),
                cost,
                List.of())));
    }
}
