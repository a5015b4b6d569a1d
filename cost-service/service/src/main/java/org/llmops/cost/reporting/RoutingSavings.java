package org.llmops.cost.reporting;

import static org.llmops.cost.CostProblem.BASELINE_UNKNOWN;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.pricing.CallPricing;
import org.llmops.cost.pricing.CallUsage;
import org.llmops.cost.pricing.PriceStatus;
import org.llmops.cost.pricing.PricedCall;
import org.llmops.cost.pricing.ServiceTier;
import org.llmops.cost.pricing.TokenUsage;
import org.llmops.cost.rollups.Dimension;
import org.llmops.cost.rollups.Group;
import org.llmops.cost.rollups.Sums;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.money.Money;

/**
 * Compares what calls cost with what they would have cost at one model. The sums of a model are priced as so many calls
 * of their mean size, because rates may depend on the size of a call and not on that of a month.
 */
@ApplicationScoped
class RoutingSavings {
    private final CallPricing pricing;

    RoutingSavings(CallPricing pricing) {
        this.pricing = pricing;
    }

    /**
     * Absent when there are no calls to compare.
     *
     * @param groups sums by provider and model
     * @param at when prices are looked up
     */
    Savings.@Nullable Routing compare(
            WorkspaceId workspace, String operation, List<Group> groups, @Nullable Model named, Instant at) {
        List<Group> priced = groups.stream()
                .filter(group -> group.sums().unpriced() == 0 && isComparable(group))
                .toList();
        Optional<Model> baseline = named == null ? dearest(workspace, priced, at) : Optional.of(named);
        if (priced.isEmpty() || baseline.isEmpty()) {
            return null;
        }
        return compare(workspace, operation, groups, priced, baseline.get(), named == null ? "dearest" : "named", at);
    }

    private Savings.Routing compare(
            WorkspaceId workspace,
            String operation,
            List<Group> groups,
            List<Group> priced,
            Model baseline,
            String chosen,
            Instant at) {
        List<Savings.Used> used = priced.stream()
                .map(group -> used(
                        group,
                        costAt(workspace, baseline, group, at)
                                .orElseThrow(() -> BASELINE_UNKNOWN.at(
                                        "baseline",
                                        "The price book has no price for " + baseline.label() + " at " + at))))
                .toList();
        Money cost = used.stream().map(Savings.Used::costUsd).reduce(Money.ZERO, Money::plus);
        Money atBaseline = used.stream().map(Savings.Used::baselineUsd).reduce(Money.ZERO, Money::plus);
        return new Savings.Routing(
                operation,
                baseline.provider(),
                baseline.model(),
                chosen,
                cost,
                atBaseline,
                atBaseline.minus(cost),
                calls(groups) - calls(priced),
                used);
    }

    private Optional<Model> dearest(WorkspaceId workspace, List<Group> groups, Instant at) {
        return groups.stream()
                .map(Model::of)
                .flatMap(model -> costOfAll(workspace, model, groups, at).map(cost -> Map.entry(model, cost)).stream())
                .max(Map.Entry.<Model, Money>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.comparing(Model::label))))
                .map(Map.Entry::getKey);
    }

    private Optional<Money> costOfAll(WorkspaceId workspace, Model model, List<Group> groups, Instant at) {
        Money sum = Money.ZERO;
        for (Group group : groups) {
            Optional<Money> cost = costAt(workspace, model, group, at);
            if (cost.isEmpty()) {
                return cost;
            }
            sum = sum.plus(cost.get());
        }
        return Optional.of(sum);
    }

    /** Empty when there is no price for it. Answers from the suite's cache cost nothing at any model. */
    private Optional<Money> costAt(WorkspaceId workspace, Model model, Group group, Instant at) {
        Sums sums = group.sums();
        PricedCall call = pricing.price(
                workspace,
                new CallUsage(model.provider(), model.model(), null, ServiceTier.STANDARD, at, mean(sums), Map.of()));
        if (call.status() == PriceStatus.UNPRICED) {
            return Optional.empty();
        }
        BigDecimal all = call.lines().stream().map(line -> ofAll(line, sums)).reduce(BigDecimal.ZERO, BigDecimal::add);
        return Optional.of(Money.rounded(all.multiply(BigDecimal.valueOf(sums.requests() - sums.cached()))
                .divide(BigDecimal.valueOf(sums.requests()), MathContext.DECIMAL128)));
    }

    /** What is counted in tokens costs as many as there were; what is charged for each call, each call. */
    private static BigDecimal ofAll(PricedCall.Line line, Sums sums) {
        return switch (line.unit()) {
            case "input_tokens" -> times(line, plainInput(sums));
            case "cache_read_tokens" -> times(line, sums.cacheReadTokens());
            case "cache_write_tokens" -> times(line, sums.cacheWriteTokens());
            case "output_tokens" -> times(line, sums.outputTokens());
            default -> line.amount().multiply(BigDecimal.valueOf(sums.requests()));
        };
    }

    private static BigDecimal times(PricedCall.Line line, long tokens) {
        return line.rate().multiply(BigDecimal.valueOf(tokens));
    }

    private static long plainInput(Sums sums) {
        return sums.inputTokens() - sums.cacheReadTokens() - sums.cacheWriteTokens();
    }

    /** The call whose rates are taken: with at least one token of what there is any of. */
    private static TokenUsage mean(Sums sums) {
        long read = mean(sums.cacheReadTokens(), sums);
        long written = mean(sums.cacheWriteTokens(), sums);
        long plain = mean(plainInput(sums), sums);
        return new TokenUsage(plain + read + written, read, written, mean(sums.outputTokens(), sums), 0);
    }

    private static long mean(long tokens, Sums sums) {
        return Math.max(0, Math.ceilDiv(tokens, sums.requests()));
    }

    private static Savings.Used used(Group group, Money atBaseline) {
        Money cost = Money.ofNanoUsd(group.sums().costNanoUsd());
        return new Savings.Used(
                group.value(Dimension.PROVIDER),
                group.value(Dimension.MODEL),
                group.sums().requests(),
                cost,
                atBaseline,
                atBaseline.minus(cost));
    }

    private static boolean isComparable(Group group) {
        return group.sums().requests() > 0
                && !group.value(Dimension.PROVIDER).isEmpty()
                && !group.value(Dimension.MODEL).isEmpty()
                && group.sums().inputTokens() >= 0
                && group.sums().outputTokens() >= 0;
    }

    private static long calls(List<Group> groups) {
        return groups.stream().mapToLong(group -> group.sums().requests()).sum();
    }

    /** A model of a provider, as the price book names them. */
    record Model(String provider, String model) {
        static Model of(Group group) {
            return new Model(group.value(Dimension.PROVIDER), group.value(Dimension.MODEL));
        }

        /** Reads `provider/model`. */
        static Model parse(String label) {
            int slash = label.indexOf('/');
            if (slash <= 0 || slash == label.length() - 1) {
                throw BASELINE_UNKNOWN.at("baseline", "Write the provider and its model, such as openai/gpt-4o");
            }
            return new Model(label.substring(0, slash), label.substring(slash + 1));
        }

        String label() {
            return provider + '/' + model;
        }
    }
}
