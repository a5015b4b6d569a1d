package org.llmops.router.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Member;
import org.llmops.router.body.RequestBody;
import org.llmops.router.body.Splice;
import org.llmops.router.refusal.Refusal;

/** A format whose answers come in one piece, and for which no chat completion can stand: who serves it speaks it. */
public abstract class UnstreamedFormat implements WireFormat {
    @Override
    public Optional<Member> prompt(RequestBody request) {
        return Optional.empty();
    }

    @Override
    public byte[] error(Refusal refusal, String callId) {
        return OpenAiErrors.json(refusal, this);
    }

    @Override
    public final RequestBody toChat(RequestBody request) throws BodyMalformed {
        throw new BodyMalformed("model", "This model does not serve this endpoint.");
    }

    @Override
    public final ObjectNode preface(RequestBody request, Splice edits, List<JsonNode> messages) {
        throw new IllegalStateException("There are no prompts here");
    }

    @Override
    public final AnswerBody event(String name, byte[] json) {
        throw inOnePiece();
    }

    @Override
    public final Buffer frame(AnswerBody event) {
        throw inOnePiece();
    }

    @Override
    public final Buffer end() {
        throw inOnePiece();
    }

    @Override
    public final List<AnswerBody> cut(AnswerBody whole, boolean usageWanted) {
        throw inOnePiece();
    }

    @Override
    public final byte[] whole(List<byte[]> events) {
        throw inOnePiece();
    }

    @Override
    public final Buffer errorEvent(Refusal refusal, String callId, int told) {
        throw inOnePiece();
    }

    @Override
    public final StreamVoice voice() {
        throw inOnePiece();
    }

    @Override
    public final byte[] finishReason(String word) {
        throw inOnePiece();
    }

    @Override
    public final AnswerBody fromChat(AnswerBody chat, RequestBody request) {
        throw inOnePiece();
    }

    @Override
    public final EventTranslation fromChatEvents(RequestBody request) {
        throw inOnePiece();
    }

    private static IllegalStateException inOnePiece() {
        return new IllegalStateException("Such answers come in one piece and are never translated");
    }
}
