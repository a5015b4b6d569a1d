package org.llmops.simulator.openai;

import static org.llmops.simulator.openai.OpenAiDialect.OPENAI;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.llmops.simulator.answering.Answer;
import org.llmops.simulator.answering.Answering;
import org.llmops.simulator.serving.Capability;
import org.llmops.simulator.serving.Dialect;
import org.llmops.simulator.serving.Fields;
import org.llmops.simulator.serving.Model;
import org.llmops.simulator.serving.Reply;
import org.llmops.simulator.serving.Serving;

/** {@code POST /v1/responses}. */
@ApplicationScoped
class Responses implements BatchOperation {

    void publish(@Observes Router router, Serving serving) {
        serving.post(router, path(), this);
    }

    @Override
    public String path() {
        return "/v1/responses";
    }

    @Override
    public Dialect dialect() {
        return OPENAI;
    }

    @Override
    public Capability capability() {
        return Capability.CHAT;
    }

    @Override
    public Optional<JsonObject> sample(int words, boolean stream) {
        return Optional.of(new JsonObject().put("input", "!words " + words).put("stream", stream));
    }

    @Override
    public Reply reply(Model model, Fields body) {
        ResponsesRequest request = ResponsesRequest.of(body);
        Answer answer = Answering.answer(request.prompt());
        if (answer.usage().prompt() > model.contextWindow()) {
            throw OPENAI.promptTooLong(model, answer.usage().prompt(), "input");
        }
        ResponseDraft draft = new ResponseDraft(model, body, answer);
        return request.stream()
                ? new Reply.Streamed(new ResponseEvents().of(draft))
                : new Reply.Whole(draft.done(), answer.usage().completion());
    }
}
