package org.llmops.router.call.hub;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.llmops.router.body.Json;
import org.llmops.router.body.TokenUsage;
import org.llmops.router.call.ProviderAnswer;
import org.llmops.router.usage.ChatUsage;
import org.llmops.router.wire.chat.ChatFormat;

/** Puts a chat completion together. */
public final class Completion {
    private final ObjectNode json;
    private final ArrayNode choices;

    /** @param id the provider's; empty: one is made */
    public Completion(String id, String model) {
        this.json = Json.object()
                .put("id", id.isEmpty() ? "chatcmpl-" + UUID.randomUUID() : id)
                .put("object", "chat.completion")
                .put("created", Instant.now().getEpochSecond())
                .put("model", model);
        this.choices = json.putArray("choices");
    }

    public CompletionChoice choice(int index) {
        return new CompletionChoice(choices.addObject().put("index", index));
    }

    /** The answer as it is handed on; no usage: the provider told none. */
    public ProviderAnswer answer(@Nullable TokenUsage usage) throws IOException {
        if (usage != null) {
            json.set("usage", ChatUsage.of(usage));
        }
        return new ProviderAnswer(ChatFormat.CHAT.answer(Json.bytes(json)), usage);
    }
}
