package org.llmops.simulator.anthropic;

import static org.llmops.simulator.anthropic.AnthropicDialect.ANTHROPIC;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.OptionalInt;
import org.llmops.simulator.answering.Answer;
import org.llmops.simulator.answering.Answering;
import org.llmops.simulator.answering.Prompt;
import org.llmops.simulator.answering.PromptCache;
import org.llmops.simulator.serving.Capability;
import org.llmops.simulator.serving.Dialect;
import org.llmops.simulator.serving.Endpoint;
import org.llmops.simulator.serving.Fields;
import org.llmops.simulator.serving.Model;
import org.llmops.simulator.serving.Reply;
import org.llmops.simulator.serving.Serving;

/** {@code POST /v1/messages}. */
@ApplicationScoped
class Messages implements Endpoint {

    private static final int SAMPLE_TOKENS = 100_000;

    private final PromptCache cache = new PromptCache();

    void publish(@Observes Router router, Serving serving) {
        serving.post(router, "/v1/messages", this);
    }

    @Override
    public Dialect dialect() {
        return ANTHROPIC;
    }

    @Override
    public Capability capability() {
        return Capability.MESSAGES;
    }

    @Override
    public Optional<JsonObject> sample(int words, boolean stream) {
        JsonObject message = new JsonObject().put("role", "user").put("content", "!words " + words);
        return Optional.of(new JsonObject()
                .put("messages", JsonArray.of(message))
                .put("max_tokens", SAMPLE_TOKENS)
                .put("stream", stream));
    }

    @Override
    public Reply reply(Model model, Fields body) {
        OptionalInt maxTokens = body.integer("max_tokens", 1, Integer.MAX_VALUE);
        if (maxTokens.isEmpty()) {
            throw ANTHROPIC.missing("max_tokens");
        }
        body.number("temperature", 0, 1);
        Prompt prompt = cache.meet(MessagesRequest.prompt(body, maxTokens), MessagesRequest.marks(body));
        Answer answer = Answering.answer(prompt);
        if (answer.usage().prompt() > model.contextWindow()) {
            throw ANTHROPIC.promptTooLong(model, answer.usage().prompt());
        }
        MessageDraft draft = new MessageDraft(model, answer, prompt.thinkingTokens() > 0);
        return body.flag("stream")
                ? new Reply.Streamed(new MessageEvents().of(draft))
                : new Reply.Whole(draft.done(), answer.usage().completion());
    }
}
