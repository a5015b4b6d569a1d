package org.llmops.router.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Set;
import java.util.TreeMap;

/** One spelling for all requests that ask the same: members in order of their names, numbers in their shortest form. */
public final class CanonicalRequest {
    /** How the answer travels and who asked does not change what is asked. */
    private static final Set<String> IRRELEVANT = Set.of(
            "model", "stream", "stream_options", "user", "safety_identifier", "metadata", "store", "prompt_cache_key");

    private CanonicalRequest() {}

    /**
     * The request's canonical bytes.
     *
     * @param destination stands for the model: a route's version, or a provider's model
     */
    public static byte[] of(byte[] request, String operation, String destination) {
        try {
            ObjectNode relevant = (ObjectNode) Json.tree(request);
            relevant.remove(IRRELEVANT);
            ArrayNode canonical = JsonNodeFactory.instance.arrayNode();
            return Json.bytes(canonical.add(operation).add(destination).add(canonical(relevant)));
        } catch (IOException impossible) {
            throw new IllegalStateException("The request was scanned before", impossible);
        }
    }

    private static JsonNode canonical(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                TreeMap<String, JsonNode> members = new TreeMap<>();
                object.properties().forEach(member -> members.put(member.getKey(), canonical(member.getValue())));
                ObjectNode ordered = Json.object();
                members.forEach(ordered::set);
                yield ordered;
            }
            case ArrayNode array -> {
                ArrayNode elements = JsonNodeFactory.instance.arrayNode(array.size());
                array.forEach(element -> elements.add(canonical(element)));
                yield elements;
            }
            case JsonNode number
            when number.isNumber() -> JsonNodeFactory.instance.textNode("#" + shortest(number.decimalValue()));
            case JsonNode text when text.isTextual() -> JsonNodeFactory.instance.textNode("\"" + text.textValue());
            default -> node;
        };
    }

    private static String shortest(BigDecimal number) {
        return number.stripTrailingZeros().toString();
    }
}
