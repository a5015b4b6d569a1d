package org.llmops.simulator.cohere;

import static org.llmops.simulator.cohere.CohereDialect.COHERE;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.llmops.simulator.answering.Answer;
import org.llmops.simulator.answering.Answering;
import org.llmops.simulator.answering.Prompt;
import org.llmops.simulator.serving.Capability;
import org.llmops.simulator.serving.Dialect;
import org.llmops.simulator.serving.Endpoint;
import org.llmops.simulator.serving.Fields;
import org.llmops.simulator.serving.Model;
import org.llmops.simulator.serving.Reply;
import org.llmops.simulator.serving.Serving;

/** {@code POST /v2/chat}. */
@ApplicationScoped
class CohereChat implements Endpoint {

    void publish(@Observes Router router, Serving serving) {
        serving.post(router, "/v2/chat", this);
        serving.refuseTheRest(router, "/v2/*", COHERE);
    }

    @Override
    public Dialect dialect() {
        return COHERE;
    }

    @Override
    public Capability capability() {
        return Capability.COHERE_CHAT;
    }

    @Override
    public Optional<JsonObject> sample(int words, boolean stream) {
        JsonObject message = new JsonObject().put("role", "user").put("content", "!words " + words);
        return Optional.of(
                new JsonObject().put("messages", JsonArray.of(message)).put("stream", stream));
    }

    @Override
    public Reply reply(Model model, Fields body) {
        Prompt prompt = CohereChatRequest.prompt(body);
        Answer answer = Answering.answer(prompt);
        if (answer.usage().prompt() > model.contextWindow()) {
            throw COHERE.promptTooLong(model, answer.usage().prompt());
        }
        CohereDraft draft = new CohereDraft(answer, prompt.thinkingTokens() > 0);
        return body.flag("stream")
                ? new Reply.Streamed(draft.events())
                : new Reply.Whole(draft.whole(), answer.usage().completion());
    }
}
