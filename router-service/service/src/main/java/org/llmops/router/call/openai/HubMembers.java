package org.llmops.router.call.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.body.RequestBody;

/**
 * Members by which a request from another format keeps what chat completions have no words for. Clients that write chat
 * completions themselves know what their provider takes; a translation does not, and OpenAI refuses what it does not know.
 */
final class HubMembers {
    private HubMembers() {}

    /** The translated request as a provider takes it; what only its flavour does not know is not looked at here. */
    static RequestBody without(RequestBody translated, Flavour flavour) throws BodyMalformed {
        try {
            ObjectNode request = (ObjectNode) Json.tree(translated.bytes());
            request.remove(List.of("thinking", "cache_control"));
            if (flavour == Flavour.OPENAI) {
                request.remove("top_k");
            }
            List<String> unknown = flavour == Flavour.OPENROUTER
                    ? List.of("thinking_blocks", "is_error")
                    : List.of("thinking_blocks", "is_error", "cache_control");
            for (JsonNode message : request.path("messages")) {
                clean(message, unknown);
                message.path("content").forEach(part -> clean(part, unknown));
                message.path("tool_calls").forEach(call -> clean(call, unknown));
            }
            request.path("tools").forEach(tool -> clean(tool, unknown));
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
