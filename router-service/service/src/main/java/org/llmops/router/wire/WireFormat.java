package org.llmops.router.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.body.Member;
import org.llmops.router.body.RequestBody;
import org.llmops.router.body.Splice;
import org.llmops.router.refusal.Refusal;

/**
 * A format that requests and answers are written in. Where client and provider speak the same one, bodies pass as they
 * are; where they do not, chat completions stand between the two.
 */
public interface WireFormat {
    /** As call records name it: {@code openai.chat_completions}, {@code anthropic.messages}, …. */
    String surface();

    /** The member of a request that cannot be missing, unless a prompt is named. */
    String input();

    /** Reads a request; fails naming the member that is wrong. */
    RequestBody request(byte[] json) throws BodyMalformed;

    /** Reads a whole answer; fails when it makes no sense. */
    AnswerBody answer(byte[] json) throws IOException;

    /**
     * Reads one event of a streamed answer; fails when it makes no sense.
     *
     * @param name what kind of event the stream says it is; empty when it does not say
     */
    AnswerBody event(String name, byte[] json) throws IOException;

    /** Where a request names a prompt of the registry. */
    default Optional<Member> prompt(RequestBody request) {
        return request.given("prompt");
    }

    /**
     * Adds to edits of a request: these messages stand before the client's own.
     *
     * @param messages roles and contents in the shape of chat completions
     * @return the members that have to be added because the request has none to put the messages in
     */
    ObjectNode preface(RequestBody request, Splice edits, List<JsonNode> messages) throws BodyMalformed;

    /**
     * The request with more of its conversation behind it; empty where there is none to go on with.
     *
     * @param answer what the model said; empty: nothing to be repeated
     * @param message what it is told then
     */
    default Optional<RequestBody> further(RequestBody request, String answer, String message) {
        return Optional.empty();
    }

    /** Settings of a prompt, told in this format's members. */
    default ObjectNode settings(ObjectNode chatSettings) {
        return chatSettings;
    }

    /** An event that the router asked for and the client did not. */
    default boolean hides(AnswerBody event, RequestBody request) {
        return false;
    }

    /** An event as it goes to the client. */
    Buffer frame(AnswerBody event);

    /** What follows the last event; may be empty. */
    Buffer end();

    /** A whole answer as the events of a stream. */
    List<AnswerBody> cut(AnswerBody whole, boolean usageWanted) throws IOException;

    /** The events of a stream as one whole answer. */
    byte[] whole(List<byte[]> events) throws IOException;

    /** The header of an answer in which this format's clients look for what to call it by. */
    default String callIdHeader() {
        return "x-request-id";
    }

    /** An error in this format's shape. */
    byte[] error(Refusal refusal, String callId);

    /**
     * An error in the middle of a stream.
     *
     * @param told how many events the client got before
     */
    Buffer errorEvent(Refusal refusal, String callId, int told);

    /** Speaks in one stream. */
    StreamVoice voice();

    /** How this format says why a choice ended, given OpenAI's word for it. JSON. */
    byte[] finishReason(String word);

    /** A whole answer of which a policy let nothing through. */
    default AnswerBody filtered(AnswerBody whole) throws IOException {
        Splice edits = whole.edit();
        whole.texts().forEach(text -> edits.replace(text.span(), Json.quoted("")));
        whole.echoes().forEach(text -> edits.replace(text.span(), Json.quoted("")));
        whole.logprobs().forEach(span -> edits.replace(span, whole.nothingAt(span)));
        whole.finishes().forEach(finish -> edits.replace(finish.reasonSpan(), finishReason("content_filter")));
        return whole.edited(edits);
    }

    /** The request as a chat completion request; fails naming the member that cannot be said in one. */
    RequestBody toChat(RequestBody request) throws BodyMalformed;

    /** A whole chat completion as an answer in this format. */
    AnswerBody fromChat(AnswerBody chat, RequestBody request) throws IOException;

    /** Chat completion chunks as events of this format. */
    EventTranslation fromChatEvents(RequestBody request);
}
