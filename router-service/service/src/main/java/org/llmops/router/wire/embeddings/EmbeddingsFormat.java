package org.llmops.router.wire.embeddings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Member;
import org.llmops.router.body.RequestBody;
import org.llmops.router.body.Splice;
import org.llmops.router.refusal.Refusal;
import org.llmops.router.wire.EventTranslation;
import org.llmops.router.wire.OpenAiErrors;
import org.llmops.router.wire.StreamVoice;
import org.llmops.router.wire.WireFormat;
import org.llmops.router.wire.chat.ChatFormat;

/** Embeddings. They come in one piece, and nothing of chat completions can stand for them: every dialect speaks them itself. */
public final class EmbeddingsFormat implements WireFormat {
    public static final WireFormat EMBEDDINGS = new EmbeddingsFormat();

    private EmbeddingsFormat() {}

    @Override
    public String surface() {
        return "openai.embeddings";
    }

    @Override
    public String input() {
        return "input";
    }

    @Override
    public RequestBody request(byte[] json) throws BodyMalformed {
        return EmbeddingsRequestScan.scan(json);
    }

    /** Only its usage and its errors matter to the router, and they look like those of chat completions. */
    @Override
    public AnswerBody answer(byte[] json) throws IOException {
        return ChatFormat.CHAT.answer(json);
    }

    @Override
    public Optional<Member> prompt(RequestBody request) {
        return Optional.empty();
    }

    @Override
    public byte[] error(Refusal refusal, String callId) {
        return OpenAiErrors.json(refusal, this);
    }

    @Override
    public AnswerBody event(String name, byte[] json) {
        throw neverStreamed();
    }

    @Override
    public ObjectNode preface(RequestBody request, Splice edits, List<JsonNode> messages) {
        throw new IllegalStateException("Embeddings have no prompts");
    }

    @Override
    public Buffer frame(AnswerBody event) {
        throw neverStreamed();
    }

    @Override
    public Buffer end() {
        throw neverStreamed();
    }

    @Override
    public List<AnswerBody> cut(AnswerBody whole, boolean usageWanted) {
        throw neverStreamed();
    }

    @Override
    public byte[] whole(List<byte[]> events) {
        throw neverStreamed();
    }

    @Override
    public Buffer errorEvent(Refusal refusal, String callId) {
        throw neverStreamed();
    }

    @Override
    public StreamVoice voice() {
        throw neverStreamed();
    }

    @Override
    public byte[] finishReason(String word) {
        throw neverStreamed();
    }

    @Override
    public RequestBody toChat(RequestBody request) throws BodyMalformed {
        throw new BodyMalformed("model", "This model makes no embeddings.");
    }

    @Override
    public AnswerBody fromChat(AnswerBody chat, RequestBody request) {
        throw neverStreamed();
    }

    @Override
    public EventTranslation fromChatEvents(RequestBody request) {
        throw neverStreamed();
    }

    private static IllegalStateException neverStreamed() {
        return new IllegalStateException("Embeddings come in one piece");
    }
}
