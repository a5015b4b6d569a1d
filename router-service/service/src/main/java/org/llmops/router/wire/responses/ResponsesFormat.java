package org.llmops.router.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import org.llmops.router.wire.chat.ChatFormat;

/** The Responses API. */
public final class ResponsesFormat implements WireFormat {
    public static final WireFormat RESPONSES = new ResponsesFormat();

    private ResponsesFormat() {}

    @Override
    public String surface() {
        return "openai.responses";
    }

    @Override
    public String input() {
        return "input";
    }

    @Override
    public RequestBody request(byte[] json) throws BodyMalformed {
        return ResponsesRequestScan.scan(json);
    }

    @Override
    public AnswerBody answer(byte[] json) throws IOException {
        return ResponseScan.whole(json);
    }

    @Override
    public AnswerBody event(String name, byte[] json) throws IOException {
        return ResponsesAnswerScan.event(name, json);
    }

    /** Clients that were generated from the API's description may write null for what they do not use. */
    @Override
    public Optional<Member> prompt(RequestBody request) {
        return request.member("prompt")
                .filter(prompt -> request.bytes()[prompt.value().start()] != 'n');
    }

    @Override
    public Optional<RequestBody> further(RequestBody request, String answer, String message) {
        return FurtherMessages.in(request, "input", answer, message);
    }

    @Override
    public ObjectNode preface(RequestBody request, Splice edits, List<JsonNode> messages) {
        Member present = request.members().get("input");
        ArrayNode items = Json.object().arrayNode().addAll(messages);
        if (present == null) {
            return Json.object().set("input", items);
        }
        byte[] own = request.bytes();
        int start = present.value().start();
        if (own[start] == '[') {
            byte[] array = Json.bytes(items);
            boolean moreFollow = request.messages() > 0 && !items.isEmpty();
            String inside = new String(array, 1, array.length - 2, StandardCharsets.UTF_8);
            edits.insert(start + 1, Json.utf8(moreFollow ? inside + "," : inside));
        } else {
            if (own[start] == '"') {
                items.addObject()
                        .put("role", "user")
                        .put("content", Json.text(own, start, present.value().end()));
            }
            edits.replace(present.value(), Json.bytes(items));
        }
        return Json.object();
    }

    @Override
    public ObjectNode settings(ObjectNode chatSettings) {
        return ResponsesSettings.of(chatSettings);
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
        return Json.tree(whole.bytes()) instanceof ObjectNode response
                ? bodies(ResponseCut.events(response))
                : List.of();
    }

    @Override
    public byte[] whole(List<byte[]> events) throws IOException {
        ResponseAssembly assembly = new ResponseAssembly();
        for (byte[] event : events) {
            assembly.add(Json.tree(event));
        }
        return Json.bytes(assembly.response());
    }

    @Override
    public byte[] error(Refusal refusal, String callId) {
        return OpenAiErrors.json(refusal, this);
    }

    /** Events are counted from 0, this one too. */
    @Override
    public Buffer errorEvent(Refusal refusal, String callId, int told) {
        ObjectNode event = Json.object()
                .put("type", "error")
                .put("code", refusal.code().isEmpty() ? refusal.type() : refusal.code())
                .put("message", refusal.message())
                .put("param", refusal.param())
                .put("sequence_number", told);
        return Sse.named("error", Json.bytes(event));
    }

    @Override
    public StreamVoice voice() {
        return new ResponsesVoice();
    }

    @Override
    public byte[] finishReason(String word) {
        boolean incomplete = word.equals("length") || word.equals("content_filter");
        return Json.quoted(incomplete ? "incomplete" : "completed");
    }

    @Override
    public AnswerBody filtered(AnswerBody whole) throws IOException {
        Splice edits = whole.edit();
        whole.texts().forEach(text -> edits.replace(text.span(), Json.quoted("")));
        whole.logprobs().forEach(span -> edits.replace(span, Json.utf8("[]")));
        ObjectNode response = (ObjectNode) Json.tree(edits.bytes());
        ResponseEnvelope.finish(response, "content_filter");
        return answer(Json.bytes(response));
    }

    @Override
    public RequestBody toChat(RequestBody request) throws BodyMalformed {
        return ChatFormat.CHAT.request(Json.bytes(ResponsesToChat.translate(tree(request))));
    }

    @Override
    public AnswerBody fromChat(AnswerBody chat, RequestBody request) throws IOException {
        ChatToEvents translation = new ChatToEvents(tree(request));
        translation.next(Json.tree(chat.bytes()), chat.usage());
        translation.end();
        return answer(Json.bytes(translation.response()));
    }

    @Override
    public EventTranslation fromChatEvents(RequestBody request) {
        ChatToEvents translation = new ChatToEvents(tree(request));
        return new EventTranslation() {
            @Override
            public List<AnswerBody> next(AnswerBody chunk) throws IOException {
                return bodies(translation.next(Json.tree(chunk.bytes()), chunk.usage()));
            }

            @Override
            public List<AnswerBody> end() throws IOException {
                return bodies(translation.end());
            }
        };
    }

    private static ObjectNode tree(RequestBody request) {
        try {
            return (ObjectNode) Json.tree(request.bytes());
        } catch (IOException impossible) {
            throw new IllegalStateException("The request was scanned before", impossible);
        }
    }

    private static List<AnswerBody> bodies(List<ObjectNode> events) throws IOException {
        List<AnswerBody> bodies = new ArrayList<>(events.size());
        for (ObjectNode event : events) {
            bodies.add(ResponsesAnswerScan.event(event.path("type").asText(), Json.bytes(event)));
        }
        return bodies;
    }
}
