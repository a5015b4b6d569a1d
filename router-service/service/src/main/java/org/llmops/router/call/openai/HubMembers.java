package org.llmops.router.call.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.body.RequestBody;

/**
 * Members by which a request from another format keeps what chat completions have no words for. Clients that write chat
 * completions themselves know what their provider takes; a translation does not, and OpenAI refuses what it does not know.
 */
final class HubMembers {
    private static final List<String> OF_MESSAGES = List.of("thinking_blocks", "is_error", "cache_control");
    /** Refuse unknown members, while others want a model's thoughts back with its calls. */
    private static final Set<String> STRICT = Set.of("openai", "azure");

    private HubMembers() {}

    /** The translated request as a provider takes it. */
    static RequestBody without(RequestBody translated, String provider) throws BodyMalformed {
        try {
            ObjectNode request = (ObjectNode) Json.tree(translated.bytes());
            boolean strict = STRICT.contains(provider);
            request.remove(List.of("thinking", "cache_control"));
            if (strict) {
                request.remove("top_k");
            }
            for (JsonNode message : request.path("messages")) {
                clean(message, OF_MESSAGES);
                if (strict) {
                    clean(message, List.of("reasoning_content"));
                }
                message.path("content").forEach(part -> clean(part, List.of("cache_control")));
                message.path("tool_calls").forEach(call -> clean(call, List.of("cache_control")));
            }
            request.path("tools").forEach(tool -> clean(tool, List.of("cache_control")));
            return translated.reader().read(Json.bytes(request));
        } catch (IOException impossible) {
            throw new IllegalStateException("The body was scanned before", impossible);
        }
    }

    private static void clean(JsonNode node, List<String> members) {
        if (node instanceof ObjectNode object) {
            object.remove(members);
        }
    }
}
