package org.llmops.router.decision;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.llmops.router.body.Json;
import org.llmops.router.condition.Reads;
import org.llmops.router.providers.Capability;
import org.llmops.router.routes.document.FallbackRule;
import org.llmops.router.routes.document.RouteTarget;
import org.llmops.router.routes.document.Trigger;

/** Decisions as call records keep them: one for every call, so they are written without a tree in between. */
public final class DecisionJson {
    static final int FORMAT = 1;
    /** Nobody makes it longer than this. */
    public static final int MAX_BYTES = 32 << 10;

    private static final int USUAL_LENGTH = 1_024;
    private static final int MOST_BYTES_PER_CHAR = 3;

    private final JsonGenerator json;
    private final @Nullable Directed directed;

    private DecisionJson(JsonGenerator json, @Nullable Directed directed) {
        this.json = json;
        this.directed = directed;
    }

    /** Writes something of a decision. */
    @FunctionalInterface
    private interface Part {
        void write(DecisionJson to) throws IOException;
    }

    /** The whole decision, or, should it be longer than records allow, only what it came to. */
    public static String of(Decision decision) {
        return of(decision, null);
    }

    /** The same of a call that somebody else sent here; null: nobody did. */
    public static String of(Decision decision, @Nullable Directed directed) {
        String whole = text(directed, to -> to.whole(decision));
        return isShort(whole) ? whole : text(directed, to -> to.shortened(decision));
    }

    static JsonNode steps(Decision decision) {
        try {
            return Json.tree(Json.utf8(text(null, to -> to.stepArray(decision))));
        } catch (IOException impossible) {
            throw new IllegalStateException("What was written can be read", impossible);
        }
    }

    private static boolean isShort(String text) {
        return text.length() <= MAX_BYTES / MOST_BYTES_PER_CHAR
                || text.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
    }

    private static String text(@Nullable Directed directed, Part part) {
        StringWriter text = new StringWriter(USUAL_LENGTH);
        try (JsonGenerator json = Json.generator(text)) {
            part.write(new DecisionJson(json, directed));
        } catch (IOException impossible) {
            throw new IllegalStateException("Memory can be written to", impossible);
        }
        return text.toString();
    }

    private void shortened(Decision decision) throws IOException {
        json.writeStartObject();
        outcome(decision);
        json.writeBooleanField("shortened", true);
        json.writeEndObject();
    }

    private void whole(Decision decision) throws IOException {
        json.writeStartObject();
        outcome(decision);
        call(decision.facts().call());
        Facts.Complexity complexity = decision.facts().complexity();
        if (complexity != null) {
            json.writeObjectFieldStart("complexity");
            json.writeStringField("scorer", complexity.scorer());
            json.writeNumberField("score", complexity.score());
            json.writeNumberField("easy_below", complexity.easyBelow());
            json.writeNumberField("hard_from", complexity.hardFrom());
            json.writeEndObject();
        }
        json.writeObjectFieldStart("targets");
        for (Map.Entry<String, TargetFacts> known :
                sorted(decision.facts().targets()).entrySet()) {
            json.writeFieldName(known.getKey());
            target(known.getValue());
        }
        json.writeEndObject();
        json.writeArrayFieldStart("filtered");
        for (Decision.Filtered each : decision.filtered()) {
            json.writeStartObject();
            json.writeStringField("at", each.at());
            json.writeStringField("target", each.target());
            json.writeStringField("why", each.why());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("choices");
        for (Choice choice : decision.choices()) {
            choice(choice);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void outcome(Decision decision) throws IOException {
        json.writeNumberField("format", FORMAT);
        json.writeStringField("route", decision.facts().route());
        json.writeNumberField("version", decision.version());
        // As a number, it would lose digits in many a reader.
        json.writeStringField("seed", Long.toString(decision.facts().seed()));
        json.writeFieldName("steps");
        stepArray(decision);
        texts("copies", words(decision.copies(), RouteTarget::name));
        json.writeStringField("branch", decision.branch());
        json.writeBooleanField("relaxed", decision.relaxed());
        if (directed != null) {
            json.writeObjectFieldStart("directed");
            json.writeStringField("from", directed.from());
            json.writeStringField("policy", directed.policy());
            json.writeNumberField("policy_version", directed.policyVersion());
            json.writeStringField("rule", directed.rule());
            json.writeEndObject();
        }
    }

    private void stepArray(Decision decision) throws IOException {
        json.writeStartArray();
        for (PlannedStep step : decision.steps()) {
            json.writeStartObject();
            json.writeStringField("at", step.at());
            json.writeStringField("target", step.target().name());
            json.writeArrayFieldStart("exits");
            for (PlannedStep.PlannedExit exit : step.exits()) {
                json.writeStartObject();
                json.writeNumberField("to", exit.to());
                on(exit.on());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void on(FallbackRule rule) throws IOException {
        json.writeArrayFieldStart("on");
        for (Trigger trigger : rule.triggers().stream().sorted().toList()) {
            json.writeString(trigger.word());
        }
        for (int status : rule.statuses().stream().sorted().toList()) {
            json.writeNumber(status);
        }
        json.writeEndArray();
    }

    private void call(CallFacts call) throws IOException {
        json.writeObjectFieldStart("call");
        json.writeStringField("operation", call.operation());
        json.writeStringField("model", call.model());
        json.writeBooleanField("stream", call.stream());
        json.writeNumberField("input_tokens", call.inputTokens());
        json.writeNumberField("max_output_tokens", call.maxOutputTokens());
        json.writeNumberField("messages", call.messages());
        json.writeStringField("subject", call.subject());
        texts("needs", sorted(words(call.needs(), Capability::wireName)));
        members("params", call.params());
        members("headers", sorted(call.headers()));
        members("metadata", sorted(call.metadata()));
        members("caller", sorted(call.caller()));
        members("budget", sorted(call.budget()));
        json.writeObjectFieldStart("looked_at");
        names("params", call.lookedAt().params());
        names("headers", call.lookedAt().headers());
        names("metadata", call.lookedAt().metadata());
        json.writeEndObject();
        json.writeEndObject();
    }

    private void names(String field, Reads.Names names) throws IOException {
        json.writeArrayFieldStart(field);
        if (names.all()) {
            json.writeString("*");
        }
        for (String name : sorted(names.named())) {
            json.writeString(name);
        }
        json.writeEndArray();
    }

    private void target(TargetFacts known) throws IOException {
        json.writeStartObject();
        if (!known.barred().isEmpty()) {
            json.writeStringField("barred", known.barred());
        }
        json.writeNumberField("context_window", known.contextWindow());
        json.writeBooleanField("available", known.available());
        json.writeNumberField("latency_ms", known.latencyMs());
        json.writeNumberField("in_flight", known.inFlight());
        TokenPrice price = known.price();
        if (price != null) {
            json.writeStringField("input_usd_per_million", price.inputUsd().toPlainString());
            json.writeStringField("output_usd_per_million", price.outputUsd().toPlainString());
        }
        json.writeEndObject();
    }

    private void choice(Choice choice) throws IOException {
        json.writeStartObject();
        json.writeStringField("at", choice.at());
        json.writeStringField("kind", choice.kind());
        json.writeArrayFieldStart("order");
        for (int child : choice.order()) {
            json.writeNumber(child);
        }
        json.writeEndArray();
        numbers("scores", choice.scores());
        numbers("draws", choice.draws());
        if (!choice.why().isEmpty()) {
            json.writeStringField("why", choice.why());
        }
        json.writeEndObject();
    }

    private void texts(String field, Collection<String> texts) throws IOException {
        json.writeArrayFieldStart(field);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private void numbers(String field, List<Double> numbers) throws IOException {
        if (numbers.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart(field);
        for (double number : numbers) {
            json.writeNumber(number);
        }
        json.writeEndArray();
    }

    private void members(String field, Map<String, ?> members) throws IOException {
        json.writeFieldName(field);
        Values.write(members, json);
    }

    /** Mostly there are none. */
    private static <T> List<String> words(Collection<T> things, Function<T, String> word) {
        return things.isEmpty() ? List.of() : things.stream().map(word).toList();
    }

    private static Collection<String> sorted(Collection<String> words) {
        return words.size() < 2 ? words : words.stream().sorted().toList();
    }

    /** In an order that does not change from call to call. */
    private static <T> Map<String, T> sorted(Map<String, T> map) {
        return map.size() < 2 ? map : new TreeMap<>(map);
    }
}
