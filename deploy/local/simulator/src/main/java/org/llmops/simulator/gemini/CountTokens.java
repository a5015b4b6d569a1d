package org.llmops.simulator.gemini;

import static org.llmops.simulator.gemini.GeminiDialect.GEMINI;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.llmops.simulator.serving.Capability;
import org.llmops.simulator.serving.Dialect;
import org.llmops.simulator.serving.Endpoint;
import org.llmops.simulator.serving.Fields;
import org.llmops.simulator.serving.Model;
import org.llmops.simulator.serving.Reply;

/** {@code POST /v1beta/models/{model}:countTokens}: of contents, or of a whole request for content. */
record CountTokens() implements Endpoint {

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
    public Reply reply(Model model, Fields body) {
        Fields counted = body.object("generateContentRequest").orElse(body);
        return new Reply.Whole(
                new JsonObject()
                        .put("totalTokens", ContentRequest.of(counted).prompt().tokens()),
                0);
    }
}
