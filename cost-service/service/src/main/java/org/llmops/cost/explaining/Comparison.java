package org.llmops.cost.explaining;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.llmops.cost.explaining.Explanation.Contributor;
import org.llmops.cost.rollups.Dimension;
import org.llmops.cost.rollups.DimensionSum;
import org.llmops.platform.money.Money;

/** The sums of a time beside those of usual times, from which a difference is explained. */
final class Comparison {
    private static final int MOST_CONTRIBUTORS = 5;

    private final Asked asked;
    private final Map<Dimension, List<DimensionSum>> actual;
    private final Map<Dimension, List<DimensionSum>> usual;
    private final Map<String, BigDecimal> outputWeights;

    /** @param outputWeights by model */
    Comparison(
            Asked asked,
            Map<Dimension, List<DimensionSum>> actual,
            Map<Dimension, List<DimensionSum>> usual,
            Map<String, BigDecimal> outputWeights) {
        this.asked = asked;
        this.actual = actual;
        this.usual = usual;
        this.outputWeights = outputWeights;
    }

    Explanation explain(List<Instant> comparedTo) {
        Map<String, Flow> now = flows(Dimension.MODEL, actual);
        Map<String, Effects> byModel = Decomposition.of(asked.expected(), segments(Dimension.MODEL));
        Money cost = sum(now.values());
        List<Contributor> contributors = new ArrayList<>();
        actual.keySet()
                .forEach(dimension -> contributors.addAll(
                        contributors(dimension, dimension == Dimension.MODEL ? byModel : Map.of())));
        return new Explanation(
                asked.from(),
                asked.to(),
                cost,
                asked.expected(),
                cost.minus(asked.expected()),
                byModel.values().stream().reduce(Effects.NONE, Effects::plus),
                comparedTo,
                contributors);
    }

    private List<Contributor> contributors(Dimension dimension, Map<String, Effects> effects) {
        List<Segment> segments = segments(dimension);
        long usualCost =
                segments.stream().mapToLong(each -> each.usual().costNanoUsd()).sum();
        long[] expected = usualCost <= 0
                ? new long[segments.size()]
                : Decomposition.share(asked.expected().nanoUsd(), segments, usualCost);
        List<Contributor> all = new ArrayList<>();
        for (int at = 0; at < segments.size(); at++) {
            Segment segment = segments.get(at);
            Money is = Money.ofNanoUsd(segment.actual().costNanoUsd());
            Money was = Money.ofNanoUsd(expected[at]);
            all.add(new Contributor(
                    dimension.label(),
                    segment.name().isEmpty() ? null : segment.name(),
                    is,
                    was,
                    is.minus(was),
                    effects.get(segment.name())));
        }
        return all.stream()
                .filter(contributor -> !contributor.differenceUsd().equals(Money.ZERO))
                .sorted(Comparator.comparingLong((Contributor contributor) ->
                                Math.abs(contributor.differenceUsd().nanoUsd()))
                        .reversed())
                .limit(MOST_CONTRIBUTORS)
                .toList();
    }

    private List<Segment> segments(Dimension dimension) {
        Map<String, Flow> now = flows(dimension, actual);
        Map<String, Flow> before = flows(dimension, usual);
        TreeSet<String> names = new TreeSet<>(now.keySet());
        names.addAll(before.keySet());
        return names.stream()
                .map(name -> new Segment(name, before.getOrDefault(name, Flow.NONE), now.getOrDefault(name, Flow.NONE)))
                .toList();
    }

    private Map<String, Flow> flows(Dimension dimension, Map<Dimension, List<DimensionSum>> sums) {
        Map<String, Flow> flows = new LinkedHashMap<>();
        sums.getOrDefault(dimension, List.of())
                .forEach(sum -> flows.merge(Objects.requireNonNullElse(sum.value(), ""), flow(sum), Flow::plus));
        return flows;
    }

    private Flow flow(DimensionSum sum) {
        BigDecimal weight =
                outputWeights.getOrDefault(Objects.requireNonNullElse(sum.value(), ""), OutputWeight.of(List.of()));
        return new Flow(
                sum.cost().nanoUsd(),
                sum.requests(),
                BigDecimal.valueOf(sum.inputTokens()).add(weight.multiply(BigDecimal.valueOf(sum.outputTokens()))));
    }

    private static Money sum(Collection<Flow> flows) {
        return Money.ofNanoUsd(flows.stream().mapToLong(Flow::costNanoUsd).reduce(0, Math::addExact));
    }

    /**
     * What is to be explained.
     *
     * @param expected what the time usually costs
     */
    record Asked(Map<Dimension, String> scope, Instant from, Instant to, Money expected) {
        Asked {
            scope = Map.copyOf(scope);
        }
    }
}
