package org.llmops.simulator.bedrock;

import static org.llmops.simulator.bedrock.BedrockDialect.BEDROCK;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.llmops.simulator.answering.Answer;
import org.llmops.simulator.answering.Answering;
import org.llmops.simulator.answering.Prompt;
import org.llmops.simulator.answering.PromptCache;
import org.llmops.simulator.serving.Capability;
import org.llmops.simulator.serving.Dialect;
import org.llmops.simulator.serving.Endpoint;
import org.llmops.simulator.serving.Fields;
import org.llmops.simulator.serving.Framing;
import org.llmops.simulator.serving.Model;
import org.llmops.simulator.serving.Reply;

/** {@code POST /model/{id}/converse} and {@code /converse-stream}. */
record Converse(PromptCache cache, boolean stream) implements Endpoint {

    @Override
    public Dialect dialect() {
        return BEDROCK;
    }

    @Override
    public Capability capability() {
        return Capability.CONVERSE;
    }

    @Override
    public String model(RoutingContext context, Fields request) {
        return String.valueOf(context.pathParam("model"));
    }

    @Override
    public Optional<JsonObject> sample(int words, boolean ignored) {
        JsonObject text = new JsonObject().put("text", "!words " + words);
        return Optional.of(new JsonObject()
                .put(
                        "messages",
                        JsonArray.of(new JsonObject().put("role", "user").put("content", JsonArray.of(text)))));
    }

    @Override
    public Reply reply(Model model, Fields body) {
        ConverseRequest request = ConverseRequest.of(body);
        Prompt prompt = cache.meet(request.prompt(), request.marks());
        Answer answer = Answering.answer(prompt);
        if (answer.usage().prompt() > model.contextWindow()) {
            throw BEDROCK.promptTooLong(model, answer.usage().prompt());
        }
        ConverseDraft draft = new ConverseDraft(answer, prompt.thinkingTokens() > 0);
        return stream
                ? new Reply.Streamed(draft.events(), Framing.AWS_EVENT_STREAM)
                : new Reply.Whole(draft.whole(), answer.usage().completion());
    }
}
