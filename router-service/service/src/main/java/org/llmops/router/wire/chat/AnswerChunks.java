package org.llmops.router.wire.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.llmops.router.body.Json;

/** Cuts a whole chat completion into the chunks that a streaming client expects. */
final class AnswerChunks {
    private AnswerChunks() {}

    /** For every choice its message and then its end; last the usage, when it is wanted. */
    static List<byte[]> of(byte[] completion, boolean usageWanted) throws IOException {
        ObjectNode whole = (ObjectNode) Json.tree(completion);
        JsonNode choices = whole.path("choices");
        JsonNode usage = whole.path("usage");
        ObjectNode head = whole.deepCopy();
        head.remove(List.of("choices", "usage"));
        head.put("object", "chat.completion.chunk");
        List<byte[]> chunks = new ArrayList<>();
        for (JsonNode choice : choices) {
            chunks.add(Json.bytes(chunk(head, opening(choice))));
            chunks.add(Json.bytes(chunk(head, ending(choice))));
        }
        if (usageWanted && usage.isObject()) {
            ObjectNode last = head.deepCopy();
            last.putArray("choices");
            last.set("usage", usage);
            chunks.add(Json.bytes(last));
        }
        return chunks;
    }

    private static ObjectNode chunk(ObjectNode head, ObjectNode choice) {
        ObjectNode chunk = head.deepCopy();
        chunk.putArray("choices").add(choice);
        return chunk;
    }

    private static ObjectNode opening(JsonNode choice) {
        ObjectNode opening = Json.object();
        opening.set("index", choice.path("index"));
        ObjectNode delta = choice.path("message").deepCopy();
        int index = 0;
        if (delta.path("tool_calls") instanceof ArrayNode calls) {
            for (JsonNode call : calls) {
                ((ObjectNode) call).put("index", index++);
            }
        }
        opening.set("delta", delta);
        if (choice.hasNonNull("logprobs")) {
            opening.set("logprobs", choice.get("logprobs"));
        }
        opening.putNull("finish_reason");
        return opening;
    }

    private static ObjectNode ending(JsonNode choice) {
        ObjectNode ending = Json.object();
        ending.set("index", choice.path("index"));
        ending.putObject("delta");
        ending.set("finish_reason", choice.path("finish_reason"));
        return ending;
    }
}
