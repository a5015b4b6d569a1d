package org.llmops.cost.explaining;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.llmops.cost.explaining.Comparison.Asked;
import org.llmops.cost.rollups.Dimension;
import org.llmops.cost.rollups.DimensionSum;
import org.llmops.cost.rollups.SpendSeries;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.money.Money;

/** Explains differences to the same time of earlier weeks. The number of its queries does not depend on how much was spent. */
@ApplicationScoped
public class Explaining {
    private static final List<Dimension> DIMENSIONS =
            List.of(Dimension.MODEL, Dimension.APP, Dimension.PROMPT_VERSION, Dimension.KEY);
    private static final int WEEKS = 4;
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration MONTH = Duration.ofDays(28);

    /** The price of output is worked out for the models that cost most; the usual one will do for the others. */
    private static final int MOST_WEIGHED = 5;

    private final SpendSeries series;

    Explaining(SpendSeries series) {
        this.series = series;
    }

    /** @param expected what this scope usually costs in this time, which is of whole hours */
    public Uni<Explanation> explain(
            WorkspaceId workspace, Map<Dimension, String> scope, Instant from, Instant to, Money expected) {
        Asked asked = new Asked(scope, from, to, expected);
        List<Span> weeks = Stream.iterate(1, ago -> ago + 1)
                .limit(WEEKS)
                .map(ago -> new Span(from.minus(WEEK.multipliedBy(ago)), to.minus(WEEK.multipliedBy(ago))))
                .toList();
        return sums(workspace, scope, List.of(new Span(from, to)))
                .chain(actual -> usual(workspace, asked, weeks)
                        .chain(usual -> weights(workspace, asked, actual)
                                .map(weights ->
                                        new Comparison(asked, actual, usual.sums, weights).explain(usual.comparedTo))));
    }

    /** Where nothing was spent in those weeks' hours, the month before tells what usual calls are like. */
    private Uni<Usual> usual(WorkspaceId workspace, Asked asked, List<Span> weeks) {
        Span month = new Span(asked.from().minus(MONTH), asked.from());
        return sums(workspace, asked.scope(), weeks)
                .chain(sums -> isSpend(sums)
                        ? Uni.createFrom()
                                .item(new Usual(
                                        sums, weeks.stream().map(Span::from).toList()))
                        : sums(workspace, asked.scope(), List.of(month))
                                .map(longer -> new Usual(longer, isSpend(longer) ? List.of(month.from) : List.of())));
    }

    private Uni<Map<Dimension, List<DimensionSum>>> sums(
            WorkspaceId workspace, Map<Dimension, String> scope, List<Span> spans) {
        List<Part> parts = DIMENSIONS.stream()
                .flatMap(dimension -> spans.stream().map(span -> new Part(dimension, span)))
                .toList();
        return Multi.createFrom()
                .iterable(parts)
                .onItem()
                .transformToUniAndConcatenate(
                        part -> series.by(workspace, scope, part.dimension, part.span.from, part.span.to)
                                .map(sums -> Map.entry(part.dimension, sums)))
                .collect()
                .in(
                        () -> new EnumMap<Dimension, List<DimensionSum>>(Dimension.class),
                        (all, found) -> all.computeIfAbsent(found.getKey(), none -> new ArrayList<>())
                                .addAll(found.getValue()))
                .map(all -> (Map<Dimension, List<DimensionSum>>) all);
    }

    private Uni<Map<String, BigDecimal>> weights(
            WorkspaceId workspace, Asked asked, Map<Dimension, List<DimensionSum>> actual) {
        List<String> models = actual.getOrDefault(Dimension.MODEL, List.of()).stream()
                .flatMap(sum -> Stream.ofNullable(sum.value()))
                .limit(MOST_WEIGHED)
                .toList();
        return Multi.createFrom()
                .iterable(models)
                .onItem()
                .transformToUniAndConcatenate(model -> series.hourly(
                                workspace,
                                with(asked.scope(), model),
                                asked.from().minus(WEEK),
                                asked.from())
                        .map(hours -> Map.entry(model, OutputWeight.of(hours))))
                .collect()
                .asMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static Map<Dimension, String> with(Map<Dimension, String> scope, String model) {
        Map<Dimension, String> narrower = new HashMap<>(scope);
        narrower.put(Dimension.MODEL, model);
        return narrower;
    }

    private static boolean isSpend(Map<Dimension, List<DimensionSum>> sums) {
        return sums.getOrDefault(Dimension.MODEL, List.of()).stream()
                .anyMatch(sum -> sum.cost().isPositive());
    }

    private record Span(Instant from, Instant to) {}

    private record Part(Dimension dimension, Span span) {}

    private record Usual(Map<Dimension, List<DimensionSum>> sums, List<Instant> comparedTo) {}
}
