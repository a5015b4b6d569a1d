package org.llmops.cost.reporting;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.rollups.Dimension;
import org.llmops.cost.rollups.Group;
import org.llmops.cost.rollups.Sums;
import org.llmops.platform.money.Money;

/**
 * What spends more or less than before, the largest change first.
 *
 * @param changeUsd of everything, shown or not
 * @param rows those that moved most
 */
@RegisterForReflection
record Movers(
        Instant from,
        Instant to,
        Instant beforeFrom,
        Instant beforeTo,
        String groupBy,
        Money costUsd,
        Money beforeUsd,
        Money changeUsd,
        List<Mover> rows) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** Compares two times by what rows are told apart. */
    static List<Mover> of(List<Group> now, List<Group> before, int limit) {
        Map<Map<Dimension, String>, Sums> earlier = new LinkedHashMap<>();
        before.forEach(group -> earlier.put(group.values(), group.sums()));
        Map<Map<Dimension, String>, Group> all = new LinkedHashMap<>();
        now.forEach(group -> all.put(group.values(), group));
        before.forEach(group -> all.putIfAbsent(group.values(), new Group(null, group.values(), Sums.NONE)));
        return all.values().stream()
                .map(group -> Mover.of(group, Objects.requireNonNullElse(earlier.get(group.values()), Sums.NONE)))
                .sorted(Comparator.comparingLong(
                                (Mover mover) -> Math.abs(mover.changeUsd().nanoUsd()))
                        .reversed())
                .limit(limit)
                .toList();
    }

    static Money sum(List<Group> groups) {
        return groups.stream()
                .map(group -> Money.ofNanoUsd(group.sums().costNanoUsd()))
                .reduce(Money.ZERO, Money::plus);
    }

    /**
     * One that moved.
     *
     * @param changePercent of what it was before; absent when it was nothing
     * @param appeared there were no calls before
     * @param disappeared there are no calls any more
     */
    @RegisterForReflection
    record Mover(
            @JsonUnwrapped Traits traits,
            Money costUsd,
            Money beforeUsd,
            Money changeUsd,
            @Nullable BigDecimal changePercent,
            long calls,
            long callsBefore,
            boolean appeared,
            boolean disappeared) {
        static Mover of(Group group, Sums before) {
            Money cost = Money.ofNanoUsd(group.sums().costNanoUsd());
            Money earlier = Money.ofNanoUsd(before.costNanoUsd());
            Money change = cost.minus(earlier);
            return new Mover(
                    Traits.of(group, null),
                    cost,
                    earlier,
                    change,
                    earlier.nanoUsd() == 0
                            ? null
                            : change.usd().multiply(HUNDRED).divide(earlier.usd(), 1, RoundingMode.HALF_UP),
                    group.sums().requests(),
                    before.requests(),
                    before.requests() == 0 && group.sums().requests() > 0,
                    before.requests() > 0 && group.sums().requests() == 0);
        }
    }
}
