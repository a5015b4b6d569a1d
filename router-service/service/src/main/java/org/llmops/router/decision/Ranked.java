package org.llmops.router.decision;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.llmops.router.routes.document.Node;

/** Children of a node in the order they are preferred in; those that lead nowhere are not among them. */
record Ranked(List<Integer> order, List<Double> scores, List<Double> draws, String why) {
    /** A cost that is not known is told from every cost there can be. */
    private static final double UNPRICED = -1;

    static Ranked asWritten(List<Plan> plans) {
        List<Integer> order = new ArrayList<>(plans.size());
        for (int i = 0; i < plans.size(); i++) {
            if (!plans.get(i).isEmpty()) {
                order.add(i);
            }
        }
        return new Ranked(order, List.of(), List.of(), "");
    }

    /** One child first, the others as written. */
    static Ranked preferring(int chosen, List<Plan> plans) {
        List<Integer> order = asWritten(plans).order;
        order.sort(Comparator.comparing(position -> position != chosen));
        return new Ranked(order, List.of(), List.of(), "");
    }

    /**
     * Weighted rendezvous hashing (Thaler and Ravishankar 1998; weights by exponential variates as in Efraimidis and
     * Spirakis 2006): each share draws for itself, so when one comes or goes only its own subjects move.
     */
    static Ranked byLot(Node.Weighted node, Facts facts, List<Plan> plans) {
        List<Double> draws = new ArrayList<>(plans.size());
        List<Double> scores = new ArrayList<>(plans.size());
        for (int i = 0; i < plans.size(); i++) {
            Node.Share share = node.shares().get(i);
            double lot = node.sticky()
                    ? Draws.of(
                            facts.route(),
                            node.name(),
                            share.name(),
                            facts.call().subject())
                    : Draws.of(facts.seed(), node.path(), i);
            draws.add(lot);
            scores.add(-Math.log(lot) / share.weight());
        }
        List<Integer> order = asWritten(plans).order;
        order.sort(Comparator.comparingDouble(scores::get));
        return new Ranked(order, scores, draws, "");
    }

    static Ranked by(Node.Ranked node, Facts facts, List<Plan> plans) {
        return switch (node.by()) {
            case FASTEST -> fastest(node.path(), facts, plans);
            case CHEAPEST -> cheapest(node.expectedOutputTokens(), facts, plans);
            case LEAST_BUSY -> leastBusy(node.path(), facts, plans);
        };
    }

    /**
     * The power of two choices (Mitzenmacher 2001): the better of two that were drawn, so that not everyone runs to the
     * same one at the same moment. The others follow by what is known of them.
     */
    private static Ranked fastest(String path, Facts facts, List<Plan> plans) {
        List<Double> loads = new ArrayList<>(plans.size());
        plans.forEach(plan ->
                loads.add(plan.isEmpty() ? 0 : facts.of(plan.first().name()).load()));
        List<Integer> order = asWritten(plans).order;
        if (order.size() < 2) {
            return new Ranked(order, loads, List.of(), "");
        }
        double one = Draws.of(facts.seed(), path, 0);
        double other = Draws.of(facts.seed(), path, 1);
        int first = (int) (one * order.size());
        int second = (int) (other * (order.size() - 1));
        int positionA = order.get(first);
        int positionB = order.get(second < first ? second : second + 1);
        int winner = loads.get(positionB) < loads.get(positionA) ? positionB : positionA;
        order.sort(Comparator.<Integer, Boolean>comparing(position -> position != winner)
                .thenComparingDouble(loads::get));
        return new Ranked(order, loads, List.of(one, other), "");
    }

    private static Ranked leastBusy(String path, Facts facts, List<Plan> plans) {
        List<Double> busy = new ArrayList<>(plans.size());
        List<Double> draws = new ArrayList<>(plans.size());
        for (int i = 0; i < plans.size(); i++) {
            Plan plan = plans.get(i);
            busy.add(plan.isEmpty() ? 0.0 : facts.of(plan.first().name()).inFlight());
            draws.add(Draws.of(facts.seed(), path, i));
        }
        List<Integer> order = asWritten(plans).order;
        order.sort(Comparator.<Integer>comparingDouble(busy::get).thenComparingDouble(draws::get));
        return new Ranked(order, busy, draws, "");
    }

    /** What has no price comes last, in the document's order. */
    private static Ranked cheapest(long expectedOutputTokens, Facts facts, List<Plan> plans) {
        long wanted = facts.call().maxOutputTokens();
        long output = wanted > 0 ? Math.min(wanted, expectedOutputTokens) : expectedOutputTokens;
        List<BigDecimal> costs = new ArrayList<>(plans.size());
        List<Double> scores = new ArrayList<>(plans.size());
        for (Plan plan : plans) {
            TokenPrice price =
                    plan.isEmpty() ? null : facts.of(plan.first().name()).price();
            BigDecimal cost = price == null
                    ? BigDecimal.valueOf(UNPRICED)
                    : price.microUsd(facts.call().inputTokens(), output);
            costs.add(cost);
            scores.add(cost.doubleValue());
        }
        List<Integer> order = asWritten(plans).order;
        order.sort(Comparator.<Integer, Boolean>comparing(
                        position -> costs.get(position).signum() < 0)
                .thenComparing(costs::get));
        return new Ranked(order, scores, List.of(), "");
    }

    Ranked scored(List<Double> by) {
        return new Ranked(order, by, draws, why);
    }

    Ranked because(String reason) {
        return new Ranked(order, scores, draws, reason);
    }
}
