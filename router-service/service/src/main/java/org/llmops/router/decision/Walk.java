package org.llmops.router.decision;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.router.condition.Condition;
import org.llmops.router.routes.document.FallbackRule;
import org.llmops.router.routes.document.Node;
import org.llmops.router.routes.document.RouteTarget;

/** One way through a document: it remembers what it came by. */
final class Walk {
    private static final int WEAK = 0;
    private static final int STRONG = 1;

    private final Facts facts;
    private final boolean strict;
    private final List<Decision.Filtered> filtered = new ArrayList<>();
    private final List<Choice> choices = new ArrayList<>();
    private final List<RouteTarget> copies = new ArrayList<>();
    private final StringBuilder branch = new StringBuilder();
    private Condition.@Nullable Subject subject;

    /** @param strict targets that are unavailable or too small are left out */
    Walk(Facts facts, boolean strict) {
        this.facts = facts;
        this.strict = strict;
    }

    List<Decision.Filtered> filtered() {
        return filtered;
    }

    Decision decision(int version, Plan plan, List<Decision.Filtered> leftOut, boolean relaxed) {
        return new Decision(version, facts, plan.steps(), copies, branch.toString(), leftOut, choices, relaxed);
    }

    Plan plan(Node node) {
        return switch (node) {
            case Node.Leaf leaf -> leaf(leaf);
            case Node.Fallback fallback -> fallback(fallback);
            case Node.Weighted weighted -> weighted(weighted);
            case Node.Ranked ranked -> ranked(ranked);
            case Node.When when -> when(when);
            case Node.ByComplexity hard -> byComplexity(hard);
            case Node.Shadow shadow -> shadow(shadow);
        };
    }

    private Plan leaf(Node.Leaf leaf) {
        String name = leaf.target().name();
        String why = facts.of(name).filtered(facts.call(), strict);
        if (why.isEmpty()) {
            return Plan.to(leaf.path(), leaf.target());
        }
        filtered.add(new Decision.Filtered(leaf.path(), name, why));
        return Plan.NOWHERE;
    }

    private Plan fallback(Node.Fallback node) {
        List<Plan> plans = plans(node.children());
        return inOrder(node.path(), "fallback", plans, node.on(), Ranked.asWritten(plans));
    }

    private Plan weighted(Node.Weighted node) {
        List<Plan> plans = plans(node.children());
        Ranked ranked = Ranked.byLot(node, facts, plans);
        branch(ranked);
        return inOrder(node.path(), "weighted", plans, node.on(), ranked);
    }

    private Plan ranked(Node.Ranked node) {
        List<Plan> plans = plans(node.children());
        return inOrder(node.path(), node.by().word(), plans, node.on(), Ranked.by(node, facts, plans));
    }

    private Plan byComplexity(Node.ByComplexity node) {
        List<Plan> plans = plans(node.children());
        Facts.Complexity complexity = facts.complexity();
        Ranked ranked = complexity == null ? abstaining(node, plans) : byScore(node, complexity, plans);
        branch(ranked);
        return inOrder(node.path(), "by-complexity", plans, node.on(), ranked);
    }

    private static Ranked byScore(Node.ByComplexity node, Facts.Complexity complexity, List<Plan> plans) {
        Double threshold = node.threshold();
        double easyBelow = threshold == null ? complexity.easyBelow() : threshold - node.abstainBand();
        double hardFrom = threshold == null ? complexity.hardFrom() : threshold + node.abstainBand();
        Ranked ranked = complexity.score() >= hardFrom
                ? Ranked.preferring(STRONG, plans).because("hard")
                : complexity.score() < easyBelow
                        ? Ranked.preferring(WEAK, plans).because("easy")
                        : abstaining(node, plans);
        return ranked.scored(List.of(complexity.score(), easyBelow, hardFrom));
    }

    private static Ranked abstaining(Node.ByComplexity node, List<Plan> plans) {
        return Ranked.preferring(node.abstainStrong() ? STRONG : WEAK, plans).because("abstained");
    }

    private Plan when(Node.When node) {
        List<Node.Case> cases = node.cases();
        StringBuilder faults = new StringBuilder();
        int chosen = 0;
        for (; chosen < cases.size(); chosen++) {
            Condition.Outcome outcome = cases.get(chosen).condition().test(subject());
            if (!outcome.fault().isEmpty()) {
                faults.append(faults.isEmpty() ? "" : "; ")
                        .append("case ")
                        .append(chosen)
                        .append(": ")
                        .append(outcome.fault());
            }
            if (outcome.holds()) {
                break;
            }
        }
        Node otherwise = node.otherwise();
        @Nullable Node next = chosen < cases.size() ? cases.get(chosen).then() : otherwise;
        branch.append('#').append(next == null ? "-" : Integer.toString(chosen));
        choices.add(new Choice(
                node.path(),
                "when",
                next == null ? List.of() : List.of(chosen),
                List.of(),
                List.of(),
                faults.toString()));
        return next == null ? Plan.NOWHERE : plan(next);
    }

    private Plan shadow(Node.Shadow node) {
        double lot = Draws.of(facts.seed(), node.path(), 0);
        String name = node.copy().name();
        String why = facts.of(name).filtered(facts.call(), true);
        boolean drawn = lot * 100 < node.percent();
        if (drawn && why.isEmpty()) {
            copies.add(node.copy());
        } else if (drawn) {
            filtered.add(new Decision.Filtered(node.path() + ".target", name, why));
        }
        choices.add(
                new Choice(node.path(), "shadow", List.of(0), List.of(), List.of(lot), drawn ? "drawn" : "not drawn"));
        return plan(node.primary());
    }

    private Condition.Subject subject() {
        Condition.Subject known = subject;
        if (known == null) {
            known = new Condition.Subject(facts.call().view());
            subject = known;
        }
        return known;
    }

    private void branch(Ranked ranked) {
        branch.append('#')
                .append(
                        ranked.order().isEmpty()
                                ? "-"
                                : ranked.order().getFirst().toString());
    }

    private List<Plan> plans(List<Node> nodes) {
        List<Plan> plans = new ArrayList<>(nodes.size());
        nodes.forEach(node -> plans.add(plan(node)));
        return plans;
    }

    private Plan inOrder(String at, String kind, List<Plan> plans, FallbackRule on, Ranked ranked) {
        choices.add(new Choice(at, kind, ranked.order(), ranked.scores(), ranked.draws(), ranked.why()));
        List<Plan> ordered = new ArrayList<>(ranked.order().size());
        ranked.order().forEach(position -> ordered.add(plans.get(position)));
        return ordered.isEmpty() ? Plan.NOWHERE : Plan.inOrder(ordered, on);
    }
}
