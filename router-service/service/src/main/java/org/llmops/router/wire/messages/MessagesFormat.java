package org.llmops.router.wire.messages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.body.RequestBody;
import org.llmops.router.body.RequestReader;
import org.llmops.router.body.Splice;
import org.llmops.router.refusal.Refusal;
import org.llmops.router.sse.Sse;
import org.llmops.router.wire.EventTranslation;
import org.llmops.router.wire.FurtherMessages;
import org.llmops.router.wire.StreamVoice;
import org.llmops.router.wire.WireFormat;

/** Anthropic's Messages API. */
public final class MessagesFormat implements WireFormat {
    public static final WireFormat MESSAGES = new MessagesFormat(MessagesRequestScan::bounded);
    /** Requests whose tokens shall be counted: they need no bound for an answer. */
    public static final WireFormat COUNTED = new MessagesFormat(MessagesRequestScan::unbounded);

    private final RequestReader requests;

    private MessagesFormat(RequestReader requests) {
        this.requests = requests;
    }

    @Override
    public String surface() {
        return "anthropic.messages";
    }

    @Override
    public String input() {
        return "messages";
    }

    @Override
    public RequestBody request(byte[] json) throws BodyMalformed {
        return requests.read(json);
    }

    @Override
    public AnswerBody answer(byte[] json) throws IOException {
        return MessagesAnswerScan.message(json);
    }

    @Override
    public AnswerBody event(String name, byte[] json) throws IOException {
        return MessagesAnswerScan.event(name, json);
    }

    @Override
    public Optional<RequestBody> further(RequestBody request, String answer, String message) {
        return FurtherMessages.in(request, "messages", answer, message);
    }

    @Override
    public ObjectNode preface(RequestBody request, Splice edits, List<JsonNode> messages) {
        return Preface.put(request, edits, messages);
    }

    @Override
    public ObjectNode settings(ObjectNode chatSettings) {
        return ChatSettings.ofPrompt(chatSettings);
    }

    @Override
    public Buffer frame(AnswerBody event) {
        return Sse.named(event.event(), event.bytes());
    }

    /** The last event says that it is the last. */
    @Override
    public Buffer end() {
        return Buffer.buffer();
    }

    @Override
    public List<AnswerBody> cut(AnswerBody whole, boolean usageWanted) throws IOException {
        return MessageEvents.of(whole.bytes());
    }

    @Override
    public byte[] whole(List<byte[]> events) throws IOException {
        return MessageAssembly.of(events);
    }

    @Override
    public byte[] error(Refusal refusal, String callId) {
        return MessagesErrors.json(refusal, surface(), callId);
    }

    @Override
    public Buffer errorEvent(Refusal refusal, String callId, int told) {
        return Sse.named("error", error(refusal, callId));
    }

    @Override
    public String callIdHeader() {
        return "request-id";
    }

    @Override
    public StreamVoice voice() {
        return new MessagesVoice();
    }

    @Override
    public byte[] finishReason(String word) {
        return Json.quoted(StopReasons.ofChat(word));
    }

    /** Even the names of called tools are left out, as they are where the provider itself refuses. */
    @Override
    public AnswerBody filtered(AnswerBody whole) throws IOException {
        ObjectNode message = (ObjectNode) Json.tree(whole.bytes());
        message.putArray("content");
        message.put("stop_reason", StopReasons.ofChat("content_filter"));
        message.putNull("stop_sequence");
        return answer(Json.bytes(message));
    }

    @Override
    public RequestBody toChat(RequestBody request) throws BodyMalformed {
        return RequestToChat.translate(request);
    }

    @Override
    public AnswerBody fromChat(AnswerBody chat, RequestBody request) throws IOException {
        return answer(ChatToMessage.translate(chat.bytes()));
    }

    @Override
    public EventTranslation fromChatEvents(RequestBody request) {
        return new ChatToEvents();
    }
}
