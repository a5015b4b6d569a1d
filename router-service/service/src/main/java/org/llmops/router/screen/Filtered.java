package org.llmops.router.screen;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.AnswerText;
import org.llmops.router.body.Channel;
import org.llmops.router.body.Json;
import org.llmops.router.body.Splice;

/** Answers of which a policy let nothing more through: clients know them by the finish reason {@code content_filter}. */
final class Filtered {
    private static final byte[] REASON = Json.quoted("content_filter");
    private static final byte[] NOTHING = Json.quoted("");
    private static final byte[] NULL = Json.utf8("null");

    private Filtered() {}

    /** The whole answer without any of its texts. */
    static AnswerBody whole(AnswerBody answer) throws IOException {
        Splice edits = answer.edit();
        answer.texts().forEach(text -> edits.replace(text.span(), NOTHING));
        answer.logprobs().forEach(span -> edits.replace(span, NULL));
        answer.finishes().forEach(finish -> edits.replace(finish.reasonSpan(), REASON));
        return AnswerBody.scan(edits.bytes());
    }

    /** The last chunk of a choice that was stopped. */
    static AnswerBody last(AnswerBody like, int choice) throws IOException {
        ObjectNode chunk = envelope(like);
        ObjectNode ending = chunk.putArray("choices").addObject();
        ending.put("index", choice).putObject("delta");
        ending.put("finish_reason", "content_filter");
        return AnswerBody.scan(Json.bytes(chunk));
    }

    /** A chunk with text that was held back until now. */
    static AnswerBody late(AnswerBody like, Channel channel, String text) throws IOException {
        ObjectNode chunk = envelope(like);
        ObjectNode choice = chunk.putArray("choices").addObject();
        ObjectNode delta = choice.put("index", channel.choice()).putObject("delta");
        switch (channel.part()) {
            case CONTENT -> delta.put("content", text);
            case REFUSAL -> delta.put("refusal", text);
            case REASONING -> delta.put(channel.tool() == 0 ? "reasoning_content" : "reasoning", text);
            case ARGUMENTS ->
                delta.putArray("tool_calls")
                        .addObject()
                        .put("index", channel.tool())
                        .putObject("function")
                        .put("arguments", text);
        }
        choice.putNull("finish_reason");
        return AnswerBody.scan(Json.bytes(chunk));
    }

    /** The chunk's texts replaced, and what would repeat them token by token taken out. */
    static AnswerBody replaced(AnswerBody chunk, Map<AnswerText, String> texts) throws IOException {
        Splice edits = chunk.edit();
        texts.forEach((text, released) -> edits.replace(text.span(), Json.quoted(released)));
        chunk.logprobs().forEach(span -> edits.replace(span, NULL));
        byte[] bytes = edits.bytes();
        return bytes == chunk.bytes() ? chunk : AnswerBody.scan(bytes);
    }

    private static ObjectNode envelope(AnswerBody like) throws IOException {
        ObjectNode envelope = (ObjectNode) Json.tree(like.bytes());
        envelope.remove("usage");
        envelope.remove("obfuscation");
        return envelope;
    }
}
