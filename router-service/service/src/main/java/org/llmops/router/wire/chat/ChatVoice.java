package org.llmops.router.wire.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.Channel;
import org.llmops.router.body.Json;
import org.llmops.router.wire.StreamVoice;

/** Chunks of ours among a provider's: they look like the last one it sent. */
final class ChatVoice implements StreamVoice {
    private @Nullable AnswerBody latest;

    @Override
    public void heard(AnswerBody event) {
        latest = event;
    }

    /** Chunks do not build on each other. */
    @Override
    public void saw(AnswerBody event) {}

    @Override
    public List<AnswerBody> late(Channel channel, String text) throws IOException {
        ObjectNode chunk = envelope();
        ObjectNode choice = chunk.putArray("choices").addObject();
        ObjectNode delta = choice.put("index", channel.choice()).putObject("delta");
        switch (channel.part()) {
            case CONTENT -> delta.put("content", text);
            case REFUSAL -> delta.put("refusal", text);
            case REASONING -> thought(delta, channel.tool(), text);
            case ARGUMENTS ->
                delta.putArray("tool_calls")
                        .addObject()
                        .put("index", channel.tool())
                        .putObject("function")
                        .put("arguments", text);
            case CITATION -> throw new IllegalStateException("A citation is told at once");
        }
        choice.putNull("finish_reason");
        return List.of(ChatAnswerScan.scan(Json.bytes(chunk)));
    }

    private static void thought(ObjectNode delta, int spelling, String text) {
        switch (spelling) {
            case 0 -> delta.put("reasoning_content", text);
            case 1 -> delta.put("reasoning", text);
            default ->
                delta.putArray("thinking_blocks")
                        .addObject()
                        .put("type", "thinking")
                        .put("thinking", text);
        }
    }

    @Override
    public List<AnswerBody> end(int choice, String word) throws IOException {
        ObjectNode chunk = envelope();
        ObjectNode ending = chunk.putArray("choices").addObject();
        ending.put("index", choice).putObject("delta");
        ending.put("finish_reason", word);
        return List.of(ChatAnswerScan.scan(Json.bytes(chunk)));
    }

    private ObjectNode envelope() throws IOException {
        AnswerBody like = latest;
        if (like == null) {
            return Json.object().put("object", "chat.completion.chunk");
        }
        ObjectNode envelope = (ObjectNode) Json.tree(like.bytes());
        envelope.remove("usage");
        envelope.remove("obfuscation");
        return envelope;
    }
}
