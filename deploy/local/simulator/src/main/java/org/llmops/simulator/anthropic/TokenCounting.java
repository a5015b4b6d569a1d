package org.llmops.simulator.anthropic;

import static org.llmops.simulator.anthropic.AnthropicDialect.ANTHROPIC;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.OptionalInt;
import org.llmops.simulator.serving.Capability;
import org.llmops.simulator.serving.Dialect;
import org.llmops.simulator.serving.Endpoint;
import org.llmops.simulator.serving.Fields;
import org.llmops.simulator.serving.Model;
import org.llmops.simulator.serving.Reply;
import org.llmops.simulator.serving.Serving;

/** {@code POST /v1/messages/count_tokens}: what the same request to messages would report as its input. */
@ApplicationScoped
class TokenCounting implements Endpoint {

    void publish(@Observes Router router, Serving serving) {
        serving.post(router, "/v1/messages/count_tokens", this);
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
    public Reply reply(Model model, Fields body) {
        int tokens = MessagesRequest.prompt(body, OptionalInt.empty()).tokens();
        return new Reply.Whole(new JsonObject().put("input_tokens", tokens), 0);
    }
}
