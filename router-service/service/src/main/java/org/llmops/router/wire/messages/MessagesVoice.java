package org.llmops.router.wire.messages;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.Channel;
import org.llmops.router.body.Json;
import org.llmops.router.body.TokenUsage;
import org.llmops.router.wire.StreamVoice;

/** Events of ours among a provider's. What the client was told is open has to be closed before the message ends. */
final class MessagesVoice implements StreamVoice {
    private final TreeSet<Integer> open = new TreeSet<>();
    private @Nullable AnswerBody opening;
    private @Nullable TokenUsage latest;
    private boolean begun;

    @Override
    public void heard(AnswerBody event) {
        if (event.event().equals("message_start")) {
            opening = event;
        }
        latest = event.tokens().orElse(latest);
    }

    @Override
    public void saw(AnswerBody event) {
        switch (event.event()) {
            case "message_start" -> begun = true;
            case "content_block_start" -> open.add(index(event));
            case "content_block_stop" -> open.remove(index(event));
            default -> {}
        }
    }

    private static int index(AnswerBody event) {
        try {
            return Json.tree(event.bytes()).path("index").asInt();
        } catch (IOException impossible) {
            throw new IllegalStateException("The event was scanned before", impossible);
        }
    }

    @Override
    public List<AnswerBody> late(Channel channel, String text) throws IOException {
        int index = channel.tool();
        return List.of(
                switch (channel.part()) {
                    case CONTENT, REFUSAL -> MessageEvents.piece(index, "text_delta", "text", text);
                    case REASONING -> MessageEvents.piece(index, "thinking_delta", "thinking", text);
                    case ARGUMENTS -> MessageEvents.piece(index, "input_json_delta", "partial_json", text);
                    case CITATION -> throw new IllegalStateException("A citation is told at once");
                });
    }

    @Override
    public List<AnswerBody> end(int choice, String word) throws IOException {
        List<AnswerBody> events = new ArrayList<>();
        if (!begun) {
            events.add(start());
        }
        for (int index : open) {
            events.add(MessageEvents.blockStop(index));
        }
        ObjectNode ending =
                Json.object().put("stop_reason", StopReasons.ofChat(word)).putNull("stop_sequence");
        TokenUsage told = latest;
        events.add(MessageEvents.delta(ending, Json.object().put("output_tokens", told == null ? 0 : told.output())));
        events.add(MessageEvents.stop());
        return events;
    }

    private AnswerBody start() throws IOException {
        AnswerBody heard = opening;
        if (heard != null) {
            return heard;
        }
        ObjectNode message = Json.object().put("id", "").put("type", "message").put("role", "assistant");
        message.put("model", "").putArray("content");
        message.putNull("stop_reason").putNull("stop_sequence");
        message.putObject("usage").put("input_tokens", 0).put("output_tokens", 0);
        return MessageEvents.start(message);
    }
}
