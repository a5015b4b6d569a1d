package org.llmops.simulator.openai;

import static org.llmops.simulator.openai.OpenAiDialect.OPENAI;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.llmops.simulator.answering.Answer;
import org.llmops.simulator.answering.Answering;
import org.llmops.simulator.answering.Message;
import org.llmops.simulator.answering.OutputFormat;
import org.llmops.simulator.answering.Prompt;
import org.llmops.simulator.answering.ToolChoice;
import org.llmops.simulator.answering.Usage;
import org.llmops.simulator.serving.Capability;
import org.llmops.simulator.serving.Dialect;
import org.llmops.simulator.serving.Fields;
import org.llmops.simulator.serving.Frame;
import org.llmops.simulator.serving.JsonType;
import org.llmops.simulator.serving.Model;
import org.llmops.simulator.serving.RandomIds;
import org.llmops.simulator.serving.Reply;
import org.llmops.simulator.serving.Serving;

/** {@code POST /v1/completions}: the older API, with a prompt that is one text or several. */
@ApplicationScoped
class Completions implements BatchOperation {

    private static final int MOST_CHOICES = 128;
    private static final int MOST_LOGPROBS = 5;
    private static final int DEFAULT_MAX_TOKENS = 16;

    void publish(@Observes Router router, Serving serving) {
        serving.post(router, path(), this);
    }

    @Override
    public String path() {
        return "/v1/completions";
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
    public Reply reply(Model model, Fields body) {
        List<String> prompts = prompts(body);
        int choices = body.integer("n", 1, MOST_CHOICES).orElse(1);
        OptionalInt logprobs = body.integer("logprobs", 0, MOST_LOGPROBS);
        List<Answer> answers = prompts.stream()
                .map(prompt -> Answering.answer(asked(prompt, body)))
                .flatMap(answer -> Collections.nCopies(choices, answer).stream())
                .toList();
        Usage usage = sum(answers, choices);
        if (usage.prompt() > model.contextWindow()) {
            throw OPENAI.promptTooLong(model, usage.prompt(), "prompt");
        }
        JsonObject envelope = new JsonObject()
                .put("id", RandomIds.next("cmpl-"))
                .put("object", "text_completion")
                .put("created", Instant.now().getEpochSecond())
                .put("model", model.id());
        return body.flag("stream")
                ? new Reply.Streamed(chunks(envelope, answers, logprobs, usage, body))
                : new Reply.Whole(
                        envelope.put("choices", choices(answers, logprobs)).put("usage", ChatCompletions.usage(usage)),
                        usage.completion());
    }

    private static List<String> prompts(Fields body) {
        return switch (body.value("prompt")) {
            case String prompt -> List.of(prompt);
            case JsonArray prompts
            when prompts.stream().allMatch(String.class::isInstance) ->
                prompts.stream().map(String.class::cast).toList();
            case JsonArray tokens -> List.of("(" + tokens.size() + " tokens)");
            case null -> List.of("");
            case Object other -> throw OPENAI.mistyped("prompt", JsonType.STRING, other);
        };
    }

    private static Prompt asked(String prompt, Fields body) {
        return new Prompt(
                List.of(new Message(Message.Role.USER, prompt)),
                List.of(),
                new ToolChoice.None(),
                new OutputFormat.Text(),
                OptionalInt.of(body.count("max_tokens").orElse(DEFAULT_MAX_TOKENS)),
                ChatRequest.stops(body));
    }

    /** Each prompt is read once, however many answers there are to it. */
    private static Usage sum(List<Answer> answers, int choices) {
        int prompt = 0;
        int completion = 0;
        for (int index = 0; index < answers.size(); index++) {
            Usage usage = answers.get(index).usage();
            prompt += index % choices == 0 ? usage.prompt() : 0;
            completion += usage.completion();
        }
        return new Usage(prompt, 0, new Usage.CacheWrite(0, 0), 0, completion, 0);
    }

    private static JsonArray choices(List<Answer> answers, OptionalInt logprobs) {
        JsonArray choices = new JsonArray();
        for (Answer answer : answers) {
            List<String> tokens = answer.parts().getFirst().tokens();
            choices.add(choice(choices.size(), tokens, 0, logprobs, ChatCompletions.finishReason(answer)));
        }
        return choices;
    }

    private static List<Frame> chunks(
            JsonObject envelope, List<Answer> answers, OptionalInt logprobs, Usage usage, Fields body) {
        boolean usageWanted = body.object("stream_options")
                .map(options -> options.flag("include_usage"))
                .orElse(false);
        List<Frame> frames = new ArrayList<>();
        for (int index = 0; index < answers.size(); index++) {
            List<String> tokens = answers.get(index).parts().getFirst().tokens();
            int offset = 0;
            for (String token : tokens) {
                frames.add(frame(envelope, choice(index, List.of(token), offset, logprobs, null), 1));
                offset += token.length();
            }
            String reason = ChatCompletions.finishReason(answers.get(index));
            frames.add(frame(envelope, choice(index, List.of(), offset, logprobs, reason), 0));
        }
        if (usageWanted) {
            frames.add(Frame.data(
                    envelope.copy().put("choices", new JsonArray()).put("usage", ChatCompletions.usage(usage)), 0));
        }
        frames.add(Frame.raw("data: [DONE]\n\n", 0));
        return frames;
    }

    private static Frame frame(JsonObject envelope, JsonObject choice, int tokens) {
        return Frame.data(envelope.copy().put("choices", JsonArray.of(choice)), tokens);
    }

    private static JsonObject choice(
            int index, List<String> tokens, int offset, OptionalInt logprobs, @Nullable String finishReason) {
        return new JsonObject()
                .put("index", index)
                .put("text", String.join("", tokens))
                .put("logprobs", logprobs.isPresent() ? logprobs(tokens, offset, logprobs.getAsInt()) : null)
                .put("finish_reason", finishReason);
    }

    private static JsonObject logprobs(List<String> tokens, int offset, int alternatives) {
        JsonArray values = new JsonArray();
        JsonArray top = new JsonArray();
        JsonArray offsets = new JsonArray();
        int position = offset;
        for (String token : tokens) {
            values.add(TokenLogprobs.logprob(token));
            JsonObject best = new JsonObject();
            TokenLogprobs.of(List.of(token), alternatives).getJsonObject(0).getJsonArray("top_logprobs").stream()
                    .map(JsonObject.class::cast)
                    .forEach(entry -> best.put(entry.getString("token"), entry.getDouble("logprob")));
            top.add(best);
            offsets.add(position);
            position += token.length();
        }
        return new JsonObject()
                .put("tokens", new JsonArray(tokens))
                .put("token_logprobs", values)
                .put("top_logprobs", top)
                .put("text_offset", offsets);
    }
}
