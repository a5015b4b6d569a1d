package org.llmops.router.decision;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import org.llmops.router.body.Json;
import org.llmops.router.condition.Reads;
import org.llmops.router.providers.Capability;
import org.llmops.router.routes.document.FallbackRule;
import org.llmops.router.routes.document.RouteTarget;
import org.llmops.router.routes.document.Trigger;

/** Decisions as call records keep them. */
public final class DecisionJson {
    static final int FORMAT = 1;
    /** Nobody makes it longer than this. */
    public static final int MAX_BYTES = 32 << 10;

    private DecisionJson() {}

    /** The whole decision, or, should it be longer than records allow, only what it came to. */
    public static String of(Decision decision) {
        ObjectNode whole = outcome(decision);
        whole.set("call", call(decision.facts().call()));
        Facts.Complexity complexity = decision.facts().complexity();
        if (complexity != null) {
            whole.putObject("complexity")
                    .put("scorer", complexity.scorer())
                    .put("score", complexity.score())
                    .put("easy_below", complexity.easyBelow())
                    .put("hard_from", complexity.hardFrom());
        }
        ObjectNode targets = whole.putObject("targets");
        new TreeMap<>(decision.facts().targets()).forEach((name, known) -> targets.set(name, target(known)));
        ArrayNode filtered = whole.putArray("filtered");
        decision.filtered()
                .forEach(each -> filtered.addObject()
                        .put("at", each.at())
                        .put("target", each.target())
                        .put("why", each.why()));
        ArrayNode choices = whole.putArray("choices");
        decision.choices().forEach(choice -> choices.add(choice(choice)));
        String json = whole.toString();
        return json.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES
                ? json
                : outcome(decision).put("shortened", true).toString();
    }

    private static ObjectNode outcome(Decision decision) {
        ObjectNode outcome = Json.object()
                .put("format", FORMAT)
                .put("route", decision.facts().route())
                .put("version", decision.version())
                // As a number, it would lose digits in many a reader.
                .put("seed", Long.toString(decision.facts().seed()));
        outcome.set("steps", steps(decision));
        ArrayNode copies = outcome.putArray("copies");
        decision.copies().stream().map(RouteTarget::name).forEach(copies::add);
        return outcome.put("branch", decision.branch()).put("relaxed", decision.relaxed());
    }

    static ArrayNode steps(Decision decision) {
        ArrayNode steps = JsonNodeFactory.instance.arrayNode();
        for (PlannedStep step : decision.steps()) {
            ArrayNode exits = steps.addObject()
                    .put("at", step.at())
                    .put("target", step.target().name())
                    .putArray("exits");
            step.exits().forEach(exit -> {
                ObjectNode way = exits.addObject().put("to", exit.to());
                way.set("on", on(exit.on()));
            });
        }
        return steps;
    }

    private static ArrayNode on(FallbackRule rule) {
        ArrayNode on = JsonNodeFactory.instance.arrayNode();
        rule.triggers().stream().sorted().map(Trigger::word).forEach(on::add);
        rule.statuses().stream().sorted().forEach(on::add);
        return on;
    }

    private static ObjectNode call(CallFacts call) {
        ObjectNode json = Json.object()
                .put("operation", call.operation())
                .put("model", call.model())
                .put("stream", call.stream())
                .put("input_tokens", call.inputTokens())
                .put("max_output_tokens", call.maxOutputTokens())
                .put("messages", call.messages())
                .put("subject", call.subject());
        ArrayNode needs = json.putArray("needs");
        call.needs().stream().map(Capability::wireName).sorted().forEach(needs::add);
        json.set("params", Values.json(call.params()));
        json.set("headers", Values.json(new TreeMap<String, Object>(call.headers())));
        json.set("metadata", Values.json(new TreeMap<String, Object>(call.metadata())));
        json.set("caller", Values.json(new TreeMap<String, Object>(call.caller())));
        json.set("budget", Values.json(new TreeMap<>(call.budget())));
        ObjectNode lookedAt = json.putObject("looked_at");
        lookedAt.set("params", names(call.lookedAt().params()));
        lookedAt.set("headers", names(call.lookedAt().headers()));
        lookedAt.set("metadata", names(call.lookedAt().metadata()));
        return json;
    }

    private static ArrayNode names(Reads.Names names) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        if (names.all()) {
            json.add("*");
        }
        names.named().stream().sorted().forEach(json::add);
        return json;
    }

    private static ObjectNode target(TargetFacts known) {
        ObjectNode json = Json.object();
        if (!known.barred().isEmpty()) {
            json.put("barred", known.barred());
        }
        json.put("context_window", known.contextWindow())
                .put("available", known.available())
                .put("latency_ms", known.latencyMs())
                .put("in_flight", known.inFlight());
        TokenPrice price = known.price();
        if (price != null) {
            json.put("input_usd_per_million", price.inputUsd().toPlainString())
                    .put("output_usd_per_million", price.outputUsd().toPlainString());
        }
        return json;
    }

    private static ObjectNode choice(Choice choice) {
        ObjectNode json = Json.object().put("at", choice.at()).put("kind", choice.kind());
        ArrayNode order = json.putArray("order");
        choice.order().forEach(order::add);
        numbers(json, "scores", choice.scores());
        numbers(json, "draws", choice.draws());
        if (!choice.why().isEmpty()) {
            json.put("why", choice.why());
        }
        return json;
    }

    private static void numbers(ObjectNode json, String name, List<Double> numbers) {
        if (!numbers.isEmpty()) {
            ArrayNode list = json.putArray(name);
            numbers.forEach(list::add);
        }
    }
}
