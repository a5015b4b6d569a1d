package org.llmops.router.decision;

import static org.llmops.router.RouterProblem.DECISION_INVALID;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llmops.router.condition.Reads;
import org.llmops.router.providers.Capability;

/**
 * A decision read back from a call record.
 *
 * @param version of the route that decided
 * @param facts it was made from
 * @param steps as recorded
 * @param copies as recorded
 */
public record RecordedDecision(int version, Facts facts, JsonNode steps, JsonNode copies) {
    private static final int MAX_TARGETS = 200;

    /** Fails with a problem that names what cannot be understood. */
    public static RecordedDecision read(JsonNode json) {
        if (json.path("format").asInt() != DecisionJson.FORMAT) {
            throw DECISION_INVALID.at(
                    "decision.format", "must be " + DecisionJson.FORMAT + ": send it as the call record has it");
        }
        if (json.path("shortened").asBoolean()) {
            throw DECISION_INVALID.at("decision.shortened", "What it was made from was too long for the call record");
        }
        if (!json.path("call").isObject()
                || !json.path("targets").isObject()
                || json.path("targets").size() > MAX_TARGETS) {
            throw DECISION_INVALID.at("decision.call", "The facts are missing: send the whole decision");
        }
        try {
            Facts facts = new Facts(
                    json.path("route").asText(),
                    call(json.get("call")),
                    targets(json.get("targets")),
                    complexity(json.path("complexity")),
                    Long.parseLong(json.path("seed").asText()));
            return new RecordedDecision(json.path("version").asInt(), facts, json.path("steps"), json.path("copies"));
        } catch (IllegalArgumentException malformed) {
            throw DECISION_INVALID.at("decision", "Something in it makes no sense: send it as the call record has it");
        }
    }

    private static CallFacts call(JsonNode json) {
        Set<Capability> needs = EnumSet.noneOf(Capability.class);
        json.path("needs").forEach(need -> needs.add(capability(need.asText())));
        JsonNode lookedAt = json.path("looked_at");
        return new CallFacts(
                json.path("operation").asText(),
                json.path("model").asText(),
                json.path("stream").asBoolean(),
                json.path("input_tokens").asLong(),
                json.path("max_output_tokens").asLong(),
                json.path("messages").asLong(),
                needs,
                Values.members(json.path("params")),
                Values.texts(json.path("headers")),
                Values.texts(json.path("metadata")),
                Values.texts(json.path("caller")),
                Values.members(json.path("budget")),
                json.path("subject").asText(),
                new Reads(
                        names(lookedAt.path("headers")),
                        names(lookedAt.path("params")),
                        names(lookedAt.path("metadata"))));
    }

    private static Capability capability(String wireName) {
        for (Capability capability : Capability.values()) {
            if (capability.wireName().equals(wireName)) {
                return capability;
            }
        }
        throw new IllegalArgumentException(wireName);
    }

    private static Reads.Names names(JsonNode json) {
        Set<String> named = new LinkedHashSet<>();
        json.forEach(name -> named.add(name.asText()));
        boolean all = named.remove("*");
        return new Reads.Names(all, named);
    }

    private static Map<String, TargetFacts> targets(JsonNode json) {
        Map<String, TargetFacts> targets = HashMap.newHashMap(json.size());
        json.properties().forEach(target -> targets.put(target.getKey(), target(target.getValue())));
        return targets;
    }

    private static TargetFacts target(JsonNode json) {
        return new TargetFacts(
                json.path("barred").asText(),
                json.path("context_window").asLong(),
                json.path("available").asBoolean(),
                json.path("latency_ms").asDouble(),
                json.path("in_flight").asInt(),
                json.has("input_usd_per_million")
                        ? new TokenPrice(
                                decimal(json.get("input_usd_per_million")),
                                decimal(json.path("output_usd_per_million")))
                        : null);
    }

    /** Prices are short: an exponent could make a number that nobody can multiply with. */
    private static BigDecimal decimal(JsonNode json) {
        String text = json.asText();
        if (!text.matches("[0-9]{1,20}(\\.[0-9]{1,20})?")) {
            throw new IllegalArgumentException(text);
        }
        return new BigDecimal(text);
    }

    private static Facts.@Nullable Complexity complexity(JsonNode json) {
        return json.isObject()
                ? new Facts.Complexity(
                        json.path("scorer").asText(),
                        json.path("score").asDouble(),
                        json.path("easy_below").asDouble(),
                        json.path("hard_from").asDouble())
                : null;
    }
}
