package org.llmops.simulator.gemini;

import static org.llmops.simulator.gemini.GeminiDialect.GEMINI;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.stream.Collectors;
import org.llmops.simulator.answering.Embedding;
import org.llmops.simulator.answering.Message;
import org.llmops.simulator.serving.Capability;
import org.llmops.simulator.serving.Dialect;
import org.llmops.simulator.serving.Endpoint;
import org.llmops.simulator.serving.Fields;
import org.llmops.simulator.serving.Model;
import org.llmops.simulator.serving.Reply;

/** {@code POST /v1beta/models/{model}:embedContent}, and {@code :batchEmbedContents} for several at once. */
record EmbedContent(boolean several) implements Endpoint {

    private static final int DIMENSIONS = 3_072;

    @Override
    public Dialect dialect() {
        return GEMINI;
    }

    @Override
    public Capability capability() {
        return Capability.EMBEDDINGS;
    }

    @Override
    public String model(RoutingContext context, Fields request) {
        return String.valueOf(context.pathParam("model"));
    }

    @Override
    public Reply reply(Model model, Fields body) {
        if (!several) {
            return new Reply.Whole(new JsonObject().put("embedding", embedding(body)), 0);
        }
        JsonArray embeddings = new JsonArray();
        body.objects("requests").forEach(request -> embeddings.add(embedding(request)));
        return new Reply.Whole(new JsonObject().put("embeddings", embeddings), 0);
    }

    private static JsonObject embedding(Fields request) {
        String text = ContentParts.read(Message.Role.USER, request.requiredObject("content")).stream()
                .map(Message::text)
                .collect(Collectors.joining("\n"));
        int dimensions = request.integer("outputDimensionality", 1, DIMENSIONS).orElse(DIMENSIONS);
        return new JsonObject().put("values", Embedding.ofText(text, dimensions).floats());
    }
}
