package org.llmops.router.wire.completions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.body.Member;
import org.llmops.router.body.RequestBody;
import org.llmops.router.body.Splice;
import org.llmops.router.refusal.Refusal;
import org.llmops.router.sse.Sse;
import org.llmops.router.wire.EventTranslation;
import org.llmops.router.wire.OpenAiErrors;
import org.llmops.router.wire.StreamVoice;
import org.llmops.router.wire.WireFormat;
import org.llmops.router.wire.chat.ChatFormat;

/** Legacy completions: what follows a text. */
public final class CompletionsFormat implements WireFormat {
    public static final WireFormat COMPLETIONS = new CompletionsFormat();

    private CompletionsFormat() {}

    @Override
    public String surface() {
        return "openai.completions";
    }

    @Override
    public String input() {
        return "prompt";
    }

    @Override
    public RequestBody request(byte[] json) throws BodyMalformed {
        return CompletionsRequestScan.scan(json);
    }

    @Override
    public AnswerBody answer(byte[] json) throws IOException {
        return CompletionsAnswerScan.scan(json);
    }

    @Override
    public AnswerBody event(String name, byte[] json) throws IOException {
        return CompletionsAnswerScan.scan(json);
    }

    /** The same member usually holds the text itself. */
    @Override
    public Optional<Member> prompt(RequestBody request) {
        return request.member("prompt")
                .filter(prompt -> request.bytes()[prompt.value().start()] == '{');
    }

    /** There is nobody to speak to: what the prompt's messages say, one after the other, is the text. */
    @Override
    public ObjectNode preface(RequestBody request, Splice edits, List<JsonNode> messages) {
        return Json.object()
                .put(
                        "prompt",
                        messages.stream()
                                .map(message -> message.path("content").asText())
                                .collect(Collectors.joining("\n\n")));
    }

    @Override
    public ObjectNode settings(ObjectNode chatSettings) {
        ObjectNode settings = chatSettings.deepCopy();
        JsonNode bound = settings.remove("max_completion_tokens");
        return bound == null ? settings : settings.set("max_tokens", bound);
    }

    @Override
    public boolean hides(AnswerBody event, RequestBody request) {
        return event.onlyUsage() && !request.usageWanted();
    }

    @Override
    public Buffer frame(AnswerBody event) {
        return Sse.data(event.bytes());
    }

    @Override
    public Buffer end() {
        return Sse.done();
    }

    @Override
    public List<AnswerBody> cut(AnswerBody whole, boolean usageWanted) throws IOException {
        List<AnswerBody> chunks = new ArrayList<>();
        for (ObjectNode chunk : CompletionAssembly.cut((ObjectNode) Json.tree(whole.bytes()), usageWanted)) {
            chunks.add(CompletionsAnswerScan.scan(Json.bytes(chunk)));
        }
        return chunks;
    }

    @Override
    public byte[] whole(List<byte[]> events) throws IOException {
        List<JsonNode> chunks = new ArrayList<>(events.size());
        for (byte[] event : events) {
            chunks.add(Json.tree(event));
        }
        return Json.bytes(CompletionAssembly.of(chunks));
    }

    @Override
    public byte[] error(Refusal refusal, String callId) {
        return OpenAiErrors.json(refusal, this);
    }

    @Override
    public Buffer errorEvent(Refusal refusal, String callId, int told) {
        return Sse.data(error(refusal, callId));
    }

    @Override
    public StreamVoice voice() {
        return new CompletionsVoice();
    }

    @Override
    public byte[] finishReason(String word) {
        return Json.quoted(word);
    }

    @Override
    public RequestBody toChat(RequestBody request) throws BodyMalformed {
        try {
            ObjectNode tree = (ObjectNode) Json.tree(request.bytes());
            return ChatFormat.CHAT.request(Json.bytes(CompletionsToChat.translate(tree)));
        } catch (IOException impossible) {
            throw new IllegalStateException("The request was scanned before", impossible);
        }
    }

    @Override
    public AnswerBody fromChat(AnswerBody chat, RequestBody request) throws IOException {
        return told(new ChatToCompletion(), chat);
    }

    @Override
    public EventTranslation fromChatEvents(RequestBody request) {
        ChatToCompletion translation = new ChatToCompletion();
        return new EventTranslation() {
            @Override
            public List<AnswerBody> next(AnswerBody chunk) throws IOException {
                return List.of(told(translation, chunk));
            }

            @Override
            public List<AnswerBody> end() {
                return List.of();
            }
        };
    }

    private static AnswerBody told(ChatToCompletion translation, AnswerBody chat) throws IOException {
        return CompletionsAnswerScan.scan(Json.bytes(translation.translate(Json.tree(chat.bytes()))));
    }
}
