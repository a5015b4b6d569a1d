package org.llmops.simulator.gemini;

import static org.llmops.simulator.gemini.GeminiDialect.GEMINI;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.llmops.simulator.answering.Answer;
import org.llmops.simulator.answering.Answering;
import org.llmops.simulator.serving.Capability;
import org.llmops.simulator.serving.Dialect;
import org.llmops.simulator.serving.Endpoint;
import org.llmops.simulator.serving.Fields;
import org.llmops.simulator.serving.Model;
import org.llmops.simulator.serving.Reply;

/** {@code POST /v1beta/models/{model}:generateContent} and its streams. */
record GenerateContent(Delivery delivery) implements Endpoint {

    /** How content is delivered. */
    enum Delivery {
        WHOLE,
        /** With {@code ?alt=sse}. */
        EVENTS,
        /** Without. */
        ARRAY
    }

    @Override
    public Dialect dialect() {
        return GEMINI;
    }

    @Override
    public Capability capability() {
        return Capability.CONTENT;
    }

    @Override
    public String model(RoutingContext context, Fields request) {
        return String.valueOf(context.pathParam("model"));
    }

    @Override
    public Optional<JsonObject> sample(int words, boolean stream) {
        JsonObject part = new JsonObject().put("text", "!words " + words);
        return Optional.of(new JsonObject()
                .put(
                        "contents",
                        JsonArray.of(new JsonObject().put("role", "user").put("parts", JsonArray.of(part)))));
    }

    @Override
    public Reply reply(Model model, Fields body) {
        ContentRequest request = ContentRequest.of(body);
        Answer answer = Answering.answer(request.prompt());
        if (answer.usage().prompt() > model.contextWindow()) {
            throw GEMINI.promptTooLong(model, answer.usage().prompt());
        }
        ContentDraft draft = new ContentDraft(model, request, answer);
        return switch (delivery) {
            case WHOLE -> new Reply.Whole(draft.whole(), answer.usage().completion());
            case EVENTS -> draft.events();
            case ARRAY -> draft.array();
        };
    }
}
