package org.llmops.cost.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.llmops.cost.reporting.ChargebackRule.By;
import org.llmops.cost.reporting.ChargebackRule.Split;
import org.llmops.platform.money.Money;
import org.llmops.platform.problem.Problem;

/** What is shared is split as the rules say, and nothing is lost. */
class ChargebackTest {
    private static final Map<String, Money> SPENT =
            spent(Map.of("a", 60L, "b", 30L, "c", 0L, "platform", 10L, "", 20L));

    @Test
    void withoutRulesEverybodyPaysTheirOwn() {
        assertThat(charged(List.of())).isEqualTo(Map.of("a", 60L, "b", 30L, "c", 0L, "platform", 10L, "", 20L));
    }

    @Test
    void whatBelongsToNobodyIsSplitProportionally() {
        assertThat(charged(List.of(rule(Split.PROPORTIONAL, null, true, null, null))))
                .isEqualTo(Map.of("a", 72L, "b", 36L, "c", 0L, "platform", 12L));
    }

    @Test
    void aPlatformIsSplitEvenly() {
        assertThat(charged(List.of(rule(Split.EVEN, List.of("platform"), false, List.of("a", "new"), null))))
                .isEqualTo(Map.of("a", 65L, "b", 30L, "c", 0L, "new", 5L, "", 20L));
    }

    @Test
    void aPlatformIsSplitByFixedParts() {
        ChargebackRule fixed = rule(
                Split.FIXED,
                List.of("platform"),
                false,
                null,
                Map.of("a", new BigDecimal("33.3"), "b", new BigDecimal("66.7")));

        assertThat(charged(List.of(fixed))).isEqualTo(Map.of("a", 63L, "b", 37L, "c", 0L, "", 20L));
    }

    @Test
    void severalRulesShareEachTheirOwn() {
        List<ChargebackRule> rules = List.of(
                rule(Split.EVEN, List.of("platform"), false, null, null),
                rule(Split.PROPORTIONAL, null, true, null, null));

        // Of the platform's 10, a and c get one more than b would: thirds of 10; of nobody's 20, a and b by what they
        // spent.
        assertThat(charged(rules)).isEqualTo(Map.of("a", 77L, "b", 40L, "c", 3L));
    }

    @Test
    void whereNobodySpentAnythingProportionsAreEven() {
        Map<String, Money> spent = spent(Map.of("a", 0L, "b", 0L, "", 7L));

        assertThat(totals(Chargeback.split(spent, List.of(rule(Split.PROPORTIONAL, null, true, null, null)))))
                .isEqualTo(Map.of("a", 4L, "b", 3L));
    }

    @Test
    void whatNobodyCanBeChargedWithStaysNobodys() {
        Map<String, Money> spent = spent(Map.of("", 7L));

        assertThat(totals(Chargeback.split(spent, List.of(rule(Split.EVEN, null, true, null, null)))))
                .isEqualTo(Map.of("", 7L));
    }

    @Test
    void nothingIsLostWhateverTheRules() {
        Random random = new Random(11);
        for (int each = 0; each < 3_000; each++) {
            Map<String, Money> spent = new HashMap<>();
            for (int name = 0; name < random.nextInt(1, 8); name++) {
                spent.put(name == 0 ? "" : "t" + name, Money.ofNanoUsd(random.nextLong(-1_000, 1_000_000)));
            }
            List<ChargebackRule> rules = new ArrayList<>();
            if (random.nextBoolean()) {
                rules.add(rule(Split.PROPORTIONAL, null, true, null, null));
            }
            if (random.nextBoolean()) {
                rules.add(
                        rule(Split.EVEN, List.of("t1"), false, random.nextBoolean() ? null : List.of("t2", "x"), null));
            }
            if (random.nextBoolean()) {
                rules.add(rule(
                        Split.FIXED,
                        List.of("t3"),
                        false,
                        null,
                        Map.of("t1", new BigDecimal("0.000001"), "t2", new BigDecimal("99.999999"))));
            }

            long charged = Chargeback.split(spent, rules).stream()
                    .mapToLong(row -> row.totalUsd().nanoUsd())
                    .sum();

            assertThat(charged)
                    .as("%s by %s", spent, rules)
                    .isEqualTo(spent.values().stream().mapToLong(Money::nanoUsd).sum());
        }
    }

    @Test
    void aRuleThatMakesNoSenseNamesItsField() {
        assertRefused(rule(Split.EVEN, null, false, null, null), "rules[0].of");
        assertRefused(rule(Split.FIXED, List.of("p"), false, null, null), "rules[0].percent");
        assertRefused(
                rule(Split.FIXED, List.of("p"), false, null, Map.of("a", new BigDecimal("99.9"))), "rules[0].percent");
        assertRefused(
                rule(Split.FIXED, List.of("p"), false, null, Map.of("a", new BigDecimal("-1"))), "rules[0].percent.a");
        assertRefused(
                rule(Split.FIXED, List.of("p"), false, null, Map.of("p", new BigDecimal("100"))), "rules[0].percent.p");
        assertRefused(
                rule(Split.EVEN, List.of("p"), false, null, Map.of("a", new BigDecimal("100"))), "rules[0].percent");
        assertRefused(rule(Split.EVEN, List.of("p"), false, List.of("p"), null), "rules[0].to");
    }

    private static void assertRefused(ChargebackRule rule, String field) {
        assertThatThrownBy(() -> rule.requireSense("rules[0]"))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem ->
                                assertThat(problem.errors().getFirst().field()).isEqualTo(field));
    }

    private static Map<String, Long> charged(List<ChargebackRule> rules) {
        return totals(Chargeback.split(SPENT, rules));
    }

    private static Map<String, Long> totals(List<Chargeback.Row> rows) {
        Map<String, Long> totals = new TreeMap<>();
        rows.forEach(row ->
                totals.put(row.name() == null ? "" : row.name(), row.totalUsd().nanoUsd()));
        return totals;
    }

    private static ChargebackRule rule(
            Split split,
            @Nullable List<String> of,
            boolean unassigned,
            @Nullable List<String> to,
            @Nullable Map<String, BigDecimal> percent) {
        return new ChargebackRule("shared", By.TEAM, of, unassigned, split, to, percent);
    }

    private static Map<String, Money> spent(Map<String, Long> nanoUsd) {
        Map<String, Money> spent = new TreeMap<>();
        nanoUsd.forEach((name, amount) -> spent.put(name, Money.ofNanoUsd(amount)));
        return spent;
    }
}
