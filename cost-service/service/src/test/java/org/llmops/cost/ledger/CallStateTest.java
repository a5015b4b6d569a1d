package org.llmops.cost.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.llmops.cost.pricing.PriceStatus;
import org.llmops.cost.pricing.ServiceTier;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.money.Money;

/** A call and its corrections add up to what is true, whatever became known in whatever order. */
class CallStateTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void entriesAddUpToTheLatestPriceOfTheLatestUsage(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        long rate = random.nextLong(10_000);
        Used used = used(random, true);
        List<LedgerEntry> history = new ArrayList<>(List.of(call(used, price(used, rate, 1))));
        for (int change = 2; change < 20; change++) {
            if (random.nextBoolean()) {
                rate = random.nextLong(10_000);
            } else {
                used = used(random, random.nextBoolean());
            }
            CallState.of(history)
                    .corrected(Reason.RERATED, "reratings/1", used, price(used, rate, change), NOW)
                    .ifPresent(history::add);

            assertThat(history.stream()
                            .mapToLong(entry -> entry.cost().nanoUsd())
                            .sum())
                    .isEqualTo(price(used, rate, change).cost().nanoUsd());
            CallState truth = CallState.of(history);
            assertThat(truth.used()).isEqualTo(used);
            assertThat(truth.corrected(Reason.RERATED, null, used, price(used, rate, change), NOW))
                    .as("what is true already needs no correction")
                    .isEmpty();
        }
        assertThat(history).extracting(LedgerEntry::revision).doesNotHaveDuplicates();
        assertThat(history).hasSizeGreaterThan(5);
    }

    @Test
    void aCorrectionKeepsTheCallsDimensionsAndTime() {
        Used used = new Used(new TokenCounts(10, 0, 0, 5, 0), Map.of(), false);
        LedgerEntry call = call(used, price(used, 7, 1));

        LedgerEntry correction = CallState.of(List.of(call))
                .corrected(Reason.RERATED, "reratings/1", used, price(used, 5, 2), NOW)
                .orElseThrow();

        assertThat(correction.facts()).isEqualTo(call.facts());
        assertThat(correction.startedAt()).isEqualTo(call.startedAt());
        assertThat(correction.callId()).isEqualTo(call.id());
        assertThat(correction.cost()).isEqualTo(Money.ofNanoUsd(-30));
        assertThat(correction.used().tokens()).isEqualTo(TokenCounts.NONE);
        assertThat(correction.costing().bookVersion()).isEqualTo(2);
        assertThat(correction.calls()).isZero();
    }

    @Test
    void anotherRuleAtTheSamePriceCorrectsNothing() {
        Used used = new Used(new TokenCounts(10, 0, 0, 5, 0), Map.of(), false);
        Optional<LedgerEntry> correction = CallState.of(List.of(call(used, price(used, 7, 1))))
                .corrected(Reason.RERATED, null, used, price(used, 7, 2), NOW);

        assertThat(correction).isEmpty();
    }

    @Test
    void whatIsNoHistoryIsRefused() {
        Used used = new Used(TokenCounts.NONE, Map.of(), false);
        LedgerEntry call = call(used, price(used, 7, 1));
        Used more = new Used(new TokenCounts(1, 0, 0, 0, 0), Map.of(), false);
        LedgerEntry correction = CallState.of(List.of(call))
                .corrected(Reason.RERATED, null, more, price(more, 7, 1), NOW)
                .orElseThrow();

        assertThatIllegalArgumentException().isThrownBy(() -> CallState.of(List.of(correction)));
    }

    private static Used used(RandomGenerator random, boolean estimated) {
        long input = random.nextLong(1, 100_000);
        long cached = random.nextLong(input);
        long output = random.nextLong(1, 10_000);
        return new Used(
                new TokenCounts(input, cached, 0, output, random.nextLong(output)),
                Map.of("web_searches", random.nextLong(3)),
                estimated);
    }

    private static Costing price(Used used, long rate, int version) {
        long units = used.tokens().input() + used.tokens().output();
        return new Costing(Money.ofNanoUsd(units * rate), PriceStatus.EXACT, version, "rule", List.of());
    }

    static LedgerEntry call(Used used, Costing costing) {
        UUID id = UUID.randomUUID();
        return new LedgerEntry(
                new WorkspaceId("acme"),
                id,
                EntryKind.CALL,
                id,
                0,
                null,
                null,
                Instant.parse("2026-02-03T04:05:06Z"),
                NOW,
                new CallFacts(
                        "chat",
                        null,
                        "ok",
                        false,
                        new CallFacts.Who("key-1", "app", "growth", "shop", null),
                        new CallFacts.Target("openai", "gpt-4o", null, ServiceTier.STANDARD, null),
                        null,
                        null,
                        Map.of("feature", "search"),
                        null),
                used,
                costing,
                costing.cost(),
                List.of());
    }
}
