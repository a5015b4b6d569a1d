package org.llmops.simulator.openai.media;

import static org.llmops.simulator.openai.OpenAiDialect.OPENAI;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import org.llmops.simulator.answering.Tokens;
import org.llmops.simulator.serving.Capability;
import org.llmops.simulator.serving.Dialect;
import org.llmops.simulator.serving.Endpoint;
import org.llmops.simulator.serving.Fields;
import org.llmops.simulator.serving.Model;
import org.llmops.simulator.serving.Reply;
import org.llmops.simulator.serving.Serving;

/** {@code POST /v1/images/generations} and {@code /v1/images/edits}: pictures of one grey pixel. */
@ApplicationScoped
class Images implements Endpoint {

    private static final int MOST_IMAGES = 10;
    private static final int TOKENS_PER_IMAGE = 1_056;
    private static final int TOKENS_PER_PICTURE_READ = 85;
    private static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==";

    void publish(@Observes Router router, Serving serving) {
        serving.post(router, "/v1/images/generations", this);
        serving.post(router, "/v1/images/edits", this);
    }

    @Override
    public Dialect dialect() {
        return OPENAI;
    }

    @Override
    public Capability capability() {
        return Capability.IMAGES;
    }

    @Override
    public Reply reply(Model model, Fields body) {
        int text = Tokens.count(body.requiredText("prompt"));
        int pictures = body.value("image") == null ? 0 : TOKENS_PER_PICTURE_READ;
        int count = count(body);
        boolean url = body.text("response_format").orElse("b64_json").equals("url");
        JsonArray data = new JsonArray();
        for (int image = 0; image < count; image++) {
            data.add(
                    url
                            ? new JsonObject().put("url", "data:image/png;base64," + PIXEL)
                            : new JsonObject().put("b64_json", PIXEL));
        }
        int output = TOKENS_PER_IMAGE * count;
        return new Reply.Whole(
                new JsonObject()
                        .put("created", Instant.now().getEpochSecond())
                        .put("background", "opaque")
                        .put("data", data)
                        .put("output_format", "png")
                        .put("quality", "low")
                        .put("size", body.text("size").orElse("1024x1024"))
                        .put(
                                "usage",
                                new JsonObject()
                                        .put("input_tokens", text + pictures)
                                        .put(
                                                "input_tokens_details",
                                                new JsonObject()
                                                        .put("text_tokens", text)
                                                        .put("image_tokens", pictures))
                                        .put("output_tokens", output)
                                        .put("total_tokens", text + pictures + output)),
                0);
    }

    /** A form has it as a text. */
    private static int count(Fields body) {
        if (!(body.value("n") instanceof String text)) {
            return body.integer("n", 1, MOST_IMAGES).orElse(1);
        }
        try {
            return Math.clamp(Integer.parseInt(text), 1, MOST_IMAGES);
        } catch (NumberFormatException notANumber) {
            throw OPENAI.invalid("n", "Expected an integer.");
        }
    }
}
