package org.llmops.router.call.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.llmops.router.body.Json;
import org.llmops.router.body.TokenUsage;
import org.llmops.router.call.ProviderAnswer;
import org.llmops.router.usage.ChatUsage;
import org.llmops.router.wire.embeddings.EmbeddingsFormat;

/** Puts an answer with embeddings together. */
public final class EmbeddingsList {
    private final ObjectNode json = Json.object().put("object", "list");
    private final ArrayNode data = json.putArray("data");
    private final boolean base64;

    /** @param base64 vectors as Base64 of their floats, 4 bytes each, the lowest first: OpenAI's encoding */
    public EmbeddingsList(String model, boolean base64) {
        json.put("model", model);
        this.base64 = base64;
    }

    /** The next vector; fails when it is none. */
    public void add(JsonNode vector) throws IOException {
        if (!vector.isArray() || vector.isEmpty()) {
            throw new IOException("The provider's answer has no vector where one must be");
        }
        ObjectNode entry = data.addObject().put("object", "embedding").put("index", data.size() - 1);
        if (base64) {
            entry.put("embedding", encoded(vector));
        } else {
            entry.set("embedding", vector);
        }
    }

    private static String encoded(JsonNode vector) {
        ByteBuffer floats = ByteBuffer.allocate(vector.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        vector.forEach(number -> floats.putFloat(number.floatValue()));
        return Base64.getEncoder().encodeToString(floats.array());
    }

    /** The answer as it is handed on; no usage: the provider told none. */
    public ProviderAnswer answer(@Nullable TokenUsage usage) throws IOException {
        if (data.isEmpty()) {
            throw new IOException("The provider's answer has no embeddings");
        }
        TokenUsage told = usage == null ? new TokenUsage(0, 0, 0, 0, 0, "{}") : usage;
        json.set("usage", ChatUsage.ofEmbeddings(told));
        return new ProviderAnswer(EmbeddingsFormat.EMBEDDINGS.answer(Json.bytes(json)), usage);
    }
}
