package org.llmops.router.routes.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.llmops.router.condition.Condition;
import org.llmops.router.condition.ConditionMalformed;
import org.llmops.router.routes.document.Node.Ranking;

/** Reads the tree. A node is an object whose one member says what kind it is. */
final class NodeReader {
    static final Node BROKEN = new Node.Leaf("", new RouteTarget("", "", null));
    private static final List<String> KINDS = List.of(
            "target", "fallback", "weighted", "fastest", "cheapest", "least-busy", "when", "by-complexity", "shadow");
    private static final long EXPECTED_OUTPUT_TOKENS = 500;
    private static final int MAX_NAME = 100;
    private static final int MAX_CONDITION = 1_000;
    private static final double MIN_WEIGHT = 0.000001;
    private static final double MIN_PERCENT = 0.001;

    private final Faults faults;
    private int nodes;

    NodeReader(Faults faults) {
        this.faults = faults;
    }

    Node read(Part part, int depth) {
        return read(part, Set.of(), depth);
    }

    /** @param beside members that may stand beside the node's kind */
    private Node read(Part part, Set<String> beside, int depth) {
        if (depth > Bounds.DEPTH) {
            faults.at(part.path(), "lies deeper than " + Bounds.DEPTH + " nodes: make the tree flatter");
            return BROKEN;
        }
        if (++nodes > Bounds.NODES) {
            if (nodes == Bounds.NODES + 1) {
                faults.at(part.path(), "is one node too many: a document has at most " + Bounds.NODES);
            }
            return BROKEN;
        }
        Set<String> kinds = new LinkedHashSet<>();
        part.json().fieldNames().forEachRemaining(kinds::add);
        kinds.removeAll(beside);
        if (kinds.size() != 1) {
            faults.at(
                    part.path(),
                    "must have one member that says what it is, one of " + String.join(", ", KINDS)
                            + (kinds.isEmpty() ? "" : ", not " + String.join(", ", kinds)));
            return BROKEN;
        }
        String kind = kinds.iterator().next();
        if (!KINDS.contains(kind)) {
            faults.at(part.pathOf(kind), "No node is called that: use one of " + String.join(", ", KINDS));
            return BROKEN;
        }
        return part.object(kind).map(node -> read(kind, node, depth)).orElse(BROKEN);
    }

    private Node read(String kind, Part part, int depth) {
        return switch (kind) {
            case "target" -> new Node.Leaf(part.path(), TargetReader.read(part));
            case "fallback" -> fallback(part, depth);
            case "weighted" -> weighted(part, depth);
            case "fastest" -> ranked(part, Ranking.FASTEST, depth);
            case "cheapest" -> ranked(part, Ranking.CHEAPEST, depth);
            case "least-busy" -> ranked(part, Ranking.LEAST_BUSY, depth);
            case "when" -> when(part, depth);
            case "by-complexity" -> byComplexity(part, depth);
            default -> shadow(part, depth);
        };
    }

    private Node fallback(Part part, int depth) {
        part.allow(List.of("children", "on"));
        return new Node.Fallback(part.path(), children(part, depth), on(part));
    }

    private Node ranked(Part part, Ranking by, int depth) {
        boolean priced = by == Ranking.CHEAPEST;
        part.allow(priced ? List.of("children", "expected_output_tokens", "on") : List.of("children", "on"));
        long expected = priced
                ? part.whole("expected_output_tokens", 1, Bounds.TOKENS, EXPECTED_OUTPUT_TOKENS)
                : EXPECTED_OUTPUT_TOKENS;
        return new Node.Ranked(part.path(), by, children(part, depth), expected, on(part));
    }

    private Node weighted(Part part, int depth) {
        part.allow(List.of("name", "sticky", "children", "on"));
        List<Node.Share> shares = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (Part child : part.objects("children", 1, Bounds.CHILDREN)) {
            String name = child.has("name") ? child.text("name", MAX_NAME) : Integer.toString(shares.size());
            if (!names.add(name)) {
                faults.at(child.pathOf("name"), "names another share already: give each a name of its own");
            }
            shares.add(new Node.Share(name, weight(child), read(child, Set.of("name", "weight"), depth + 1)));
        }
        String name = part.has("name") ? part.text("name", MAX_NAME) : part.path();
        return new Node.Weighted(part.path(), name, shares, part.bool("sticky", true), on(part));
    }

    private double weight(Part share) {
        JsonNode weight = share.json().get("weight");
        if (weight == null
                || !weight.isNumber()
                || !(weight.asDouble() >= MIN_WEIGHT && weight.asDouble() <= Bounds.WEIGHT)) {
            faults.at(
                    share.pathOf("weight"), "must be a number above 0 and up to 1000000; leave out what gets no calls");
            return 1;
        }
        return weight.asDouble();
    }

    private Node when(Part part, int depth) {
        part.allow(List.of("cases", "else"));
        List<Node.Case> cases = new ArrayList<>();
        for (Part each : part.objects("cases", 1, Bounds.CHILDREN)) {
            each.allow(List.of("if", "then"));
            Optional<Condition> condition = condition(each);
            Node then = each.object("then").map(node -> read(node, depth + 1)).orElse(BROKEN);
            condition.ifPresent(holds -> cases.add(new Node.Case(holds, then)));
        }
        Node otherwise = part.has("else")
                ? part.object("else").map(node -> read(node, depth + 1)).orElse(BROKEN)
                : null;
        return new Node.When(part.path(), cases, otherwise);
    }

    private Optional<Condition> condition(Part part) {
        String text = part.text("if", MAX_CONDITION);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            Condition condition = Condition.of(text);
            condition.reads().params().named().stream()
                    .filter(name -> !Params.isShown(name))
                    .sorted()
                    .forEach(name -> faults.at(
                            part.pathOf("if"),
                            "params." + name + " is not shown to conditions; there are `metadata` and `caller`"));
            return Optional.of(condition);
        } catch (ConditionMalformed malformed) {
            faults.at(part.pathOf("if"), malformed.explanation());
            return Optional.empty();
        }
    }

    private Node byComplexity(Part part, int depth) {
        part.allow(List.of("weak", "strong", "threshold", "abstain_band", "abstain", "on"));
        String abstain = part.has("abstain") ? part.text("abstain", MAX_NAME) : "strong";
        if (!abstain.equals("strong") && !abstain.equals("weak")) {
            faults.at(part.pathOf("abstain"), "must be strong or weak");
        }
        if (part.has("abstain_band") && !part.has("threshold")) {
            faults.at(
                    part.pathOf("abstain_band"), "belongs to a threshold: give both, or neither for the scorer's own");
        }
        return new Node.ByComplexity(
                part.path(),
                part.object("weak").map(node -> read(node, depth + 1)).orElse(BROKEN),
                part.object("strong").map(node -> read(node, depth + 1)).orElse(BROKEN),
                part.has("threshold") ? Double.valueOf(part.number("threshold", 0, 1, 0)) : null,
                part.number("abstain_band", 0, 0.5, 0),
                abstain.equals("strong"),
                on(part));
    }

    private Node shadow(Part part, int depth) {
        part.allow(List.of("percent", "target", "primary"));
        if (!part.has("percent")) {
            faults.at(part.pathOf("percent"), "must be given: how many of a hundred calls are copied");
        }
        return new Node.Shadow(
                part.path(),
                part.number("percent", MIN_PERCENT, 100, MIN_PERCENT),
                part.object("target").map(TargetReader::read).orElse(new RouteTarget("", "", null)),
                part.object("primary").map(node -> read(node, depth + 1)).orElse(BROKEN));
    }

    private List<Node> children(Part part, int depth) {
        List<Node> children = new ArrayList<>();
        List<RouteTarget> leaves = new ArrayList<>();
        for (Part child : part.objects("children", 1, Bounds.CHILDREN)) {
            Node node = read(child, depth + 1);
            children.add(node);
            leaves.add(node instanceof Node.Leaf leaf ? leaf.target() : new RouteTarget(child.path(), "", null));
        }
        refuseTwins(leaves, i -> part.pathOf("children") + "[" + i + "]", faults);
        return children;
    }

    static void refuseTwins(List<RouteTarget> targets, IntFunction<String> place, Faults faults) {
        for (int i = 1; i < targets.size(); i++) {
            for (int earlier = 0; earlier < i; earlier++) {
                RouteTarget target = targets.get(i);
                if (!target.model().isEmpty() && target.isLike(targets.get(earlier))) {
                    faults.at(place.apply(i), place.apply(earlier) + " is the same: a target is tried once");
                    break;
                }
            }
        }
    }

    private FallbackRule on(Part part) {
        if (!part.has("on")) {
            return FallbackRule.DEFAULT;
        }
        JsonNode list = part.json().get("on");
        if (!list.isArray() || list.size() > Bounds.NODES) {
            faults.at(part.pathOf("on"), "must be a list; an empty one: never");
            return FallbackRule.NEVER;
        }
        Set<Trigger> triggers = EnumSet.noneOf(Trigger.class);
        Set<Integer> statuses = new TreeSet<>();
        for (int i = 0; i < list.size(); i++) {
            JsonNode entry = list.get(i);
            Optional<Trigger> trigger = Trigger.of(entry.asText());
            if (entry.isTextual() && trigger.isPresent()) {
                triggers.add(trigger.get());
            } else if (entry.isInt() && entry.asInt() >= 400 && entry.asInt() <= 599) {
                statuses.add(entry.asInt());
            } else {
                faults.at(
                        part.pathOf("on") + "[" + i + "]",
                        "must be error, timeout, rate_limit, context_window, content_filter or a status from 400 to 599");
            }
        }
        return new FallbackRule(triggers, statuses);
    }
}
