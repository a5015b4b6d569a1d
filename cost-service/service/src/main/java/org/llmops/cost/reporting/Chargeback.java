package org.llmops.cost.reporting;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.money.Money;

/**
 * Who pays what: what each spent, and its part of what is shared. The rows add up to everything that was spent, to the
 * nano-dollar.
 *
 * @param by `team` or `app`
 */
@RegisterForReflection
record Chargeback(Instant from, Instant to, String by, Money totalUsd, List<Row> rows) {
    /**
     * What one is charged.
     *
     * @param name absent for what belongs to nobody, and no rule shares
     * @param directUsd what it spent itself; nothing for those whose costs are shared
     * @param sharedUsd its parts of what is shared
     */
    @RegisterForReflection
    record Row(@Nullable String name, Money directUsd, List<Share> sharedUsd, Money totalUsd) {}

    /** A part of what a rule shares. */
    @RegisterForReflection
    record Share(String rule, Money usd) {}

    /**
     * Splits by the rules, one after the other: each shares what those it names spent themselves, once, and nothing
     * that another rule charged them with.
     *
     * @param spent by name; empty for nobody
     */
    static List<Row> split(Map<String, Money> spent, List<ChargebackRule> rules) {
        SortedMap<String, Money> direct = new TreeMap<>(spent);
        Map<String, List<Share>> shared = new LinkedHashMap<>();
        for (ChargebackRule rule : rules) {
            share(rule, rules, spent, direct, shared);
        }
        shared.keySet().forEach(name -> direct.putIfAbsent(name, Money.ZERO));
        return direct.entrySet().stream()
                .map(entry -> row(
                        entry.getKey(),
                        Objects.requireNonNull(entry.getValue()),
                        Objects.requireNonNullElse(shared.get(entry.getKey()), List.<Share>of())))
                .filter(row -> row.totalUsd().nanoUsd() != 0
                        || !row.sharedUsd().isEmpty()
                        || rules.stream().noneMatch(rule -> rule.shares(Objects.requireNonNullElse(row.name(), ""))))
                .sorted(Comparator.comparing(Row::totalUsd).reversed())
                .toList();
    }

    private static void share(
            ChargebackRule rule,
            List<ChargebackRule> rules,
            Map<String, Money> spent,
            SortedMap<String, Money> direct,
            Map<String, List<Share>> shared) {
        Money pool = Money.ZERO;
        List<String> sharing = direct.keySet().stream().filter(rule::shares).toList();
        for (String name : sharing) {
            pool = pool.plus(Objects.requireNonNull(direct.get(name)));
        }
        Map<String, BigDecimal> weights = weights(rule, rules, spent);
        if (pool.nanoUsd() == 0 || weights.isEmpty()) {
            return;
        }
        sharing.forEach(name -> direct.put(name, Money.ZERO));
        List<String> names = List.copyOf(weights.keySet());
        List<Money> parts = LargestRemainder.split(pool, List.copyOf(weights.values()));
        for (int index = 0; index < names.size(); index++) {
            shared.computeIfAbsent(names.get(index), name -> new ArrayList<>())
                    .add(new Share(rule.name(), parts.get(index)));
        }
    }

    /** By name, in the names' order; nothing when there is nobody to charge. */
    private static Map<String, BigDecimal> weights(
            ChargebackRule rule, List<ChargebackRule> rules, Map<String, Money> spent) {
        SortedMap<String, BigDecimal> weights = new TreeMap<>();
        if (rule.percent() != null) {
            weights.putAll(rule.percent());
            return weights;
        }
        List<String> charged = rule.to() != null
                ? rule.to()
                : spent.keySet().stream()
                        .filter(name -> !name.isEmpty())
                        .filter(name -> rules.stream().noneMatch(other -> other.shares(name)))
                        .toList();
        charged.forEach(name -> weights.put(name, weight(rule, spent.getOrDefault(name, Money.ZERO))));
        if (weights.values().stream().allMatch(weight -> weight.signum() == 0)) {
            weights.replaceAll((name, nothing) -> BigDecimal.ONE);
        }
        return weights;
    }

    /** Who got more back than they spent weighs nothing. */
    private static BigDecimal weight(ChargebackRule rule, Money spent) {
        return rule.split() == ChargebackRule.Split.EVEN
                ? BigDecimal.ONE
                : BigDecimal.valueOf(spent.max(Money.ZERO).nanoUsd());
    }

    private static Row row(String name, Money direct, List<Share> shares) {
        return new Row(
                name.isEmpty() ? null : name,
                direct,
                shares,
                shares.stream().map(Share::usd).reduce(direct, Money::plus));
    }
}
