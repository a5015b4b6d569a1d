package org.llmops.simulator.openai.media;

import static org.llmops.simulator.openai.OpenAiDialect.OPENAI;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
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

/** {@code POST /v1/audio/transcriptions} and {@code /v1/audio/translations}: what is heard is the name and size of the file. */
@ApplicationScoped
class Transcriptions implements Endpoint {

    private static final double BYTES_PER_SECOND = 16_000;
    private static final int TOKENS_PER_SECOND = 10;

    void publish(@Observes Router router, Serving serving) {
        serving.post(router, "/v1/audio/transcriptions", this);
        serving.post(router, "/v1/audio/translations", this);
    }

    @Override
    public Dialect dialect() {
        return OPENAI;
    }

    @Override
    public Capability capability() {
        return Capability.TRANSCRIPTION;
    }

    @Override
    public Reply reply(Model model, Fields form) {
        Buffer recording = form.requiredFile("file");
        String name = form.requiredObject("file").requiredText("filename");
        String text = "The recording " + name + " has " + recording.length() + " bytes.";
        double seconds = Math.max(1, Math.round(recording.length() / BYTES_PER_SECOND));
        if (form.text("stream").orElse("false").equals("true")) {
            return stream(text, seconds);
        }
        int tokens = Tokens.count(text);
        return switch (form.text("response_format").orElse("json")) {
            case "json" ->
                new Reply.Whole(new JsonObject().put("text", text).put("usage", usage(text, seconds)), tokens);
            case "text" -> new Reply.Whole(Buffer.buffer(text + "\n"), "text/plain; charset=utf-8", tokens);
            case "verbose_json" -> new Reply.Whole(verbose(text, seconds), tokens);
            case "srt" ->
                new Reply.Whole(
                        Buffer.buffer("1\n00:00:00,000 --> 00:00:01,000\n" + text + "\n\n"),
                        "text/plain; charset=utf-8",
                        tokens);
            case "vtt" ->
                new Reply.Whole(
                        Buffer.buffer("WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n" + text + "\n\n"),
                        "text/plain; charset=utf-8",
                        tokens);
            default ->
                throw OPENAI.invalid(
                        "response_format", "Supported values are: 'json', 'text', 'srt', 'verbose_json', and 'vtt'.");
        };
    }

    private static Reply stream(String text, double seconds) {
        List<Frame> frames = new ArrayList<>();
        for (String token : Tokens.split(text)) {
            frames.add(Frame.data(
                    new JsonObject().put("type", "transcript.text.delta").put("delta", token), 1));
        }
        frames.add(Frame.data(
                new JsonObject()
                        .put("type", "transcript.text.done")
                        .put("text", text)
                        .put("usage", usage(text, seconds)),
                0));
        return new Reply.Streamed(frames);
    }

    private static JsonObject verbose(String text, double seconds) {
        JsonObject segment = new JsonObject()
                .put("id", 0)
                .put("seek", 0)
                .put("start", 0.0)
                .put("end", seconds)
                .put("text", text)
                .put("tokens", new JsonArray())
                .put("temperature", 0.0)
                .put("avg_logprob", -0.1)
                .put("compression_ratio", 1.0)
                .put("no_speech_prob", 0.01);
        return new JsonObject()
                .put("task", "transcribe")
                .put("language", "english")
                .put("duration", seconds)
                .put("text", text)
                .put("segments", JsonArray.of(segment))
                .put("usage", new JsonObject().put("type", "duration").put("seconds", (int) seconds));
    }

    private static JsonObject usage(String text, double seconds) {
        int heard = (int) seconds * TOKENS_PER_SECOND;
        int said = Tokens.count(text);
        return new JsonObject()
                .put("type", "tokens")
                .put("input_tokens", heard)
                .put(
                        "input_token_details",
                        new JsonObject().put("text_tokens", 0).put("audio_tokens", heard))
                .put("output_tokens", said)
                .put("total_tokens", heard + said);
    }
}
