package org.llmops.simulator.openai.media;

import static org.llmops.simulator.openai.OpenAiDialect.OPENAI;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.llmops.simulator.answering.Tokens;
import org.llmops.simulator.serving.Capability;
import org.llmops.simulator.serving.Dialect;
import org.llmops.simulator.serving.Endpoint;
import org.llmops.simulator.serving.Fields;
import org.llmops.simulator.serving.Frame;
import org.llmops.simulator.serving.Model;
import org.llmops.simulator.serving.Reply;
import org.llmops.simulator.serving.Serving;

/** {@code POST /v1/audio/speech}: a twentieth of a second of silence for each token. */
@ApplicationScoped
class Speech implements Endpoint {

    void publish(@Observes Router router, Serving serving) {
        serving.post(router, "/v1/audio/speech", this);
    }

    @Override
    public Dialect dialect() {
        return OPENAI;
    }

    @Override
    public Capability capability() {
        return Capability.SPEECH;
    }

    @Override
    public Reply reply(Model model, Fields body) {
        int tokens = Tokens.count(body.requiredText("input"));
        if (body.value("voice") == null) {
            throw OPENAI.missing("voice");
        }
        if (tokens > model.contextWindow()) {
            throw OPENAI.promptTooLong(model, tokens, "input");
        }
        Silence silence = Silence.named(body.text("response_format").orElse("mp3"));
        if (!body.text("stream_format").orElse("audio").equals("sse")) {
            return new Reply.Whole(silence.of(tokens), silence.contentType(), tokens);
        }
        List<Frame> frames = new ArrayList<>();
        for (int token = 0; token < tokens; token++) {
            Buffer piece = token == 0 ? silence.of(1) : silence.more();
            frames.add(Frame.data(
                    new JsonObject()
                            .put("type", "speech.audio.delta")
                            .put("audio", Base64.getEncoder().encodeToString(piece.getBytes())),
                    1));
        }
        JsonObject usage = new JsonObject()
                .put("input_tokens", tokens)
                .put("output_tokens", tokens)
                .put("total_tokens", 2 * tokens);
        frames.add(Frame.data(new JsonObject().put("type", "speech.audio.done").put("usage", usage), 0));
        return new Reply.Streamed(frames);
    }
}
