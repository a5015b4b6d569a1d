package org.llmops.router.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** One spelling for all requests that ask the same: members in order of their names, numbers in their shortest form. */
public final class CanonicalRequest {
    /** How the answer travels and who asked does not change what is asked. */
    private static final Set<String> IRRELEVANT =
            Set.of("model", "stream", "stream_options", "user", "safety_identifier", "metadata", "prompt_cache_key");

    private CanonicalRequest() {}

    /**
     * The request's canonical bytes; empty when an object names a member twice, which two readers may read as two
     * different requests.
     *
     * @param surface the format: what one format's members say, another's may not
     * @param destination stands for the model: a route's version, or a provider's model
     */
    public static Optional<byte[]> of(byte[] request, String surface, String operation, String destination) {
        try {
            if (!(Json.unambiguousTree(request) instanceof ObjectNode relevant)) {
                return Optional.empty();
            }
            relevant.remove(IRRELEVANT);
            ArrayNode canonical = JsonNodeFactory.instance.arrayNode();
            return Optional.of(Json.bytes(
                    canonical.add(surface).add(operation).add(destination).add(canonical(relevant))));
        } catch (IOException ambiguous) {
            return Optional.empty();
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
