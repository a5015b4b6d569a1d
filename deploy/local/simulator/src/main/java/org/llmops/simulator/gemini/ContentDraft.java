package org.llmops.simulator.gemini;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.llmops.simulator.answering.Answer;
import org.llmops.simulator.answering.Usage;
import org.llmops.simulator.serving.Frame;
import org.llmops.simulator.serving.Framing;
import org.llmops.simulator.serving.Model;
import org.llmops.simulator.serving.RandomIds;
import org.llmops.simulator.serving.Reply;

/** Content as Gemini writes it; a stream consists of responses with a piece of the text each, and function calls come whole. */
final class ContentDraft {

    private final String id = RandomIds.next("");
    private final Model model;
    private final ContentRequest request;
    private final Answer answer;
    private final List<Answer.Part> parts;

    ContentDraft(Model model, ContentRequest request, Answer answer) {
        this.model = model;
        this.request = request;
        this.answer = answer;
        this.parts = request.showsThoughts() ? answer.partsWithThought() : answer.parts();
    }

    JsonObject whole() {
        JsonArray content = new JsonArray();
        parts.forEach(part -> content.add(
                switch (part) {
                    case Answer.Thought thought -> text(thought.joined()).put("thought", true);
                    case Answer.Text text -> text(text.joined());
                    case Answer.ToolCall call -> call(call);
                }));
        JsonArray candidates = new JsonArray();
        for (int index = 0; index < request.candidates(); index++) {
            candidates.add(candidate(content, index).put("finishReason", finishReason()));
        }
        return response(candidates, answer.usage().times(request.candidates()), true);
    }

    Reply events() {
        List<Frame> frames = new ArrayList<>();
        for (Piece piece : pieces()) {
            frames.add(Frame.raw("data: " + piece.response().encode() + "\r\n\r\n", piece.tokens()));
        }
        return new Reply.Streamed(frames);
    }

    Reply array() {
        List<Frame> frames = new ArrayList<>();
        for (Piece piece : pieces()) {
            frames.add(Frame.raw(
                    (frames.isEmpty() ? "[" : ",\r\n") + piece.response().encode(), piece.tokens()));
        }
        frames.add(Frame.raw("]", 0));
        return new Reply.Streamed(frames, Framing.JSON_ARRAY);
    }

    private record Piece(JsonObject response, int tokens) {}

    /** The last one says why it ends and what it cost. */
    private List<Piece> pieces() {
        List<Piece> pieces = new ArrayList<>();
        int silent = request.showsThoughts() ? 0 : answer.usage().reasoning();
        for (Answer.Part part : parts) {
            switch (part) {
                case Answer.Thought thought ->
                    thought.tokens()
                            .forEach(token -> pieces.add(piece(text(token).put("thought", true), 1)));
                case Answer.Text text -> text.tokens().forEach(token -> pieces.add(piece(text(token), 1)));
                case Answer.ToolCall call ->
                    pieces.add(piece(call(call), call.tokens().size()));
            }
        }
        JsonObject end = candidate(JsonArray.of(text("")), 0).put("finishReason", finishReason());
        pieces.add(new Piece(response(JsonArray.of(end), answer.usage(), true), silent));
        return pieces;
    }

    private Piece piece(JsonObject part, int tokens) {
        return new Piece(response(JsonArray.of(candidate(JsonArray.of(part), 0)), answer.usage(), false), tokens);
    }

    private JsonObject response(JsonArray candidates, Usage usage, boolean last) {
        return new JsonObject()
                .put("candidates", candidates)
                .put("usageMetadata", last ? usage(usage) : read(usage))
                .put("modelVersion", model.id())
                .put("responseId", id);
    }

    private static JsonObject candidate(JsonArray parts, int index) {
        return new JsonObject()
                .put("content", new JsonObject().put("parts", parts).put("role", "model"))
                .put("index", index);
    }

    private static JsonObject text(String text) {
        return new JsonObject().put("text", text);
    }

    /** With a signature when it was thought about, as the models that think sign their calls. */
    private JsonObject call(Answer.ToolCall call) {
        JsonObject part = new JsonObject()
                .put(
                        "functionCall",
                        new JsonObject()
                                .put("name", call.name())
                                .put("args", arguments(call))
                                .put("id", RandomIds.next("")));
        return answer.usage().reasoning() > 0
                ? part.put(
                        "thoughtSignature",
                        Base64.getEncoder()
                                .encodeToString(("simulator:" + call.name()).getBytes(StandardCharsets.UTF_8)))
                : part;
    }

    private static JsonObject arguments(Answer.ToolCall call) {
        try {
            return new JsonObject(call.joined());
        } catch (DecodeException cutShort) {
            return new JsonObject();
        }
    }

    /** A function call is no reason to end here. */
    private String finishReason() {
        return answer.finish() == Answer.Finish.LENGTH ? "MAX_TOKENS" : "STOP";
    }

    private static JsonObject read(Usage usage) {
        JsonArray details = JsonArray.of(modality("TEXT", usage.prompt() - usage.audio()));
        if (usage.audio() > 0) {
            details.add(modality("AUDIO", usage.audio()));
        }
        JsonObject json = new JsonObject()
                .put("promptTokenCount", usage.prompt())
                .put("totalTokenCount", usage.prompt())
                .put("promptTokensDetails", details);
        return usage.cached() > 0 ? json.put("cachedContentTokenCount", usage.cached()) : json;
    }

    private static JsonObject modality(String name, int tokens) {
        return new JsonObject().put("modality", name).put("tokenCount", tokens);
    }

    /** The tokens of thoughts are not among those of the candidates here. */
    private static JsonObject usage(Usage usage) {
        JsonObject json = read(usage)
                .put("candidatesTokenCount", usage.completion() - usage.reasoning())
                .put("totalTokenCount", usage.total());
        return usage.reasoning() > 0 ? json.put("thoughtsTokenCount", usage.reasoning()) : json;
    }
}
