package org.llmops.router.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import org.llmops.router.condition.Reads;
import org.llmops.router.routes.document.RouteDocument;
import org.llmops.router.routes.document.RouteTarget;
import org.llmops.router.routes.document.Survey;

/**
 * A decision made again from what the first was made from.
 *
 * @param matches the call would go the same way: the same targets in the same order, and the same copies
 * @param decision made now
 * @param unknown what this document looks at and the recorded decision did not, so that nobody knows what it was
 */
public record Replay(boolean matches, Decision decision, List<String> unknown) {
    /** @param route that the document belongs to */
    public static Replay of(RecordedDecision recorded, String route, RouteDocument document, int version) {
        Facts then = recorded.facts();
        Facts facts = new Facts(route, then.call(), then.targets(), then.complexity(), then.seed());
        Decision again = Decider.decide(document, version, facts);
        boolean sameVersion = version == recorded.version() && route.equals(then.route());
        boolean sameSteps = sameVersion
                ? recorded.steps().equals(DecisionJson.steps(again))
                : targets(recorded.steps())
                        .equals(again.steps().stream()
                                .map(step -> step.target().name())
                                .toList());
        ArrayNode copies = JsonNodeFactory.instance.arrayNode();
        again.copies().stream().map(RouteTarget::name).forEach(copies::add);
        return new Replay(sameSteps && recorded.copies().equals(copies), again, unknown(then, document.survey()));
    }

    private static List<String> targets(JsonNode steps) {
        List<String> targets = new ArrayList<>(steps.size());
        steps.forEach(step -> targets.add(step.path("target").asText()));
        return targets;
    }

    private static List<String> unknown(Facts facts, Survey survey) {
        List<String> unknown = new ArrayList<>();
        List<RouteTarget> every = new ArrayList<>(survey.targets());
        every.addAll(survey.copies());
        for (String name : every.stream().map(RouteTarget::name).distinct().toList()) {
            if (!facts.targets().containsKey(name)) {
                unknown.add("targets." + name);
            } else if (survey.ranksByCost() && facts.of(name).price() == null) {
                unknown.add("targets." + name + ".price");
            }
        }
        if (survey.scoresComplexity() && facts.complexity() == null) {
            unknown.add("complexity");
        }
        Reads known = facts.call().lookedAt();
        entries("call.params", survey.reads().params(), known.params(), unknown);
        entries("call.headers", survey.reads().headers(), known.headers(), unknown);
        entries("call.metadata", survey.reads().metadata(), known.metadata(), unknown);
        return unknown;
    }

    private static void entries(String path, Reads.Names wanted, Reads.Names known, List<String> unknown) {
        if (known.all()) {
            return;
        }
        if (wanted.all()) {
            unknown.add(path);
        }
        wanted.named().stream()
                .filter(name -> !known.has(name))
                .sorted()
                .forEach(name -> unknown.add(path + "." + name));
    }
}
