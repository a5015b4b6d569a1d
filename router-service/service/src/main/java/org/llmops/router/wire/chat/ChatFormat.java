package org.llmops.router.wire.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.body.Member;
import org.llmops.router.body.RequestBody;
import org.llmops.router.body.Splice;
import org.llmops.router.refusal.Refusal;
import org.llmops.router.sse.Sse;
import org.llmops.router.wire.EventTranslation;
import org.llmops.router.wire.FurtherMessages;
import org.llmops.router.wire.OpenAiErrors;
import org.llmops.router.wire.StreamVoice;
import org.llmops.router.wire.WireFormat;

/** Chat completions. */
public final class ChatFormat implements WireFormat {
    public static final WireFormat CHAT = new ChatFormat();

    private ChatFormat() {}

    @Override
    public String surface() {
        return "openai.chat_completions";
    }

    @Override
    public String input() {
        return "messages";
    }

    @Override
    public RequestBody request(byte[] json) throws BodyMalformed {
        return ChatRequestScan.scan(json);
    }

    @Override
    public AnswerBody answer(byte[] json) throws IOException {
        return ChatAnswerScan.scan(json);
    }

    @Override
    public AnswerBody event(String name, byte[] json) throws IOException {
        return ChatAnswerScan.scan(json);
    }

    @Override
    public Optional<RequestBody> further(RequestBody request, String answer, String message) {
        return FurtherMessages.in(request, "messages", answer, message);
    }

    @Override
    public ObjectNode preface(RequestBody request, Splice edits, List<JsonNode> messages) {
        byte[] array = Json.bytes(JsonNodeFactory.instance.arrayNode().addAll(messages));
        Member present = request.members().get("messages");
        if (present == null) {
            ObjectNode added = Json.object();
            added.putArray("messages").addAll(messages);
            return added;
        }
        edits.insert(present.value().start() + 1, elements(array, request.messages() > 0));
        return Json.object();
    }

    /** An array's inside, to be put in front of other elements. */
    private static byte[] elements(byte[] array, boolean moreFollow) {
        int inside = array.length - 2;
        byte[] elements = new byte[inside + (moreFollow && inside > 0 ? 1 : 0)];
        System.arraycopy(array, 1, elements, 0, inside);
        if (elements.length > inside) {
            elements[inside] = ',';
        }
        return elements;
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
        List<AnswerBody> events = new ArrayList<>();
        for (byte[] chunk : AnswerChunks.of(whole.bytes(), usageWanted)) {
            events.add(ChatAnswerScan.scan(chunk));
        }
        return events;
    }

    @Override
    public byte[] whole(List<byte[]> events) throws IOException {
        return AnswerAssembly.of(events);
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
        return new ChatVoice();
    }

    @Override
    public byte[] finishReason(String word) {
        return Json.quoted(word);
    }

    @Override
    public RequestBody toChat(RequestBody request) {
        return request;
    }

    @Override
    public AnswerBody fromChat(AnswerBody chat, RequestBody request) {
        return chat;
    }

    @Override
    public EventTranslation fromChatEvents(RequestBody request) {
        return new EventTranslation() {
            @Override
            public List<AnswerBody> next(AnswerBody chunk) {
                return List.of(chunk);
            }

            @Override
            public List<AnswerBody> end() {
                return List.of();
            }
        };
    }
}
