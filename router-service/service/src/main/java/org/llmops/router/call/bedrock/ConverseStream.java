package org.llmops.router.call.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.Json;
import org.llmops.router.body.TokenUsage;
import org.llmops.router.call.StreamFailed;
import org.llmops.router.call.StreamReader;
import org.llmops.router.call.hub.Chunks;
import org.llmops.router.call.hub.ThinkingBlock;
import org.llmops.router.usage.UsageFlavour;
import org.llmops.router.usage.UsageReading;

/** The events of ConverseStream as chat completion chunks. */
final class ConverseStream implements StreamReader {
    private final EventStreamDecoder decoder = new EventStreamDecoder();
    private final Chunks chunks;
    private final Map<Integer, Call> callOfBlock = new HashMap<>();
    private @Nullable TokenUsage usage;
    private boolean done;

    ConverseStream(String model) {
        this.chunks = new Chunks(model);
    }

    @Override
    public List<AnswerBody> read(byte[] bytes) throws IOException, StreamFailed {
        List<AnswerBody> said = new ArrayList<>();
        for (EventMessage message : decoder.feed(bytes)) {
            String type = message.header(":message-type");
            if (type.equals("exception")) {
                throw new StreamFailed("The provider reported " + message.header(":exception-type"));
            }
            if (type.equals("error")) {
                throw new StreamFailed("The provider reported " + message.header(":error-code"));
            }
            event(message.header(":event-type"), Json.tree(message.payload()), said);
        }
        return said;
    }

    private void event(String type, JsonNode event, List<AnswerBody> said) throws IOException {
        int block = event.path("contentBlockIndex").asInt();
        switch (type) {
            case "messageStart" -> said.add(chunks.opening(0));
            case "contentBlockStart" -> start(block, event.path("start").path("toolUse"), said);
            case "contentBlockDelta" -> delta(block, event.path("delta"), said);
            case "contentBlockStop" -> stop(block, said);
            case "messageStop" ->
                said.add(
                        chunks.finish(0, StopReasons.of(event.path("stopReason").asText())));
            case "metadata" -> {
                done = true;
                if (event.path("usage").isObject()) {
                    usage = UsageReading.of(UsageFlavour.AWS, event.path("usage"));
                    said.add(chunks.usage(usage));
                }
            }
            // Kinds that came later.
            default -> {}
        }
    }

    private void start(int block, JsonNode toolUse, List<AnswerBody> said) throws IOException {
        if (toolUse.isObject()) {
            Call call = new Call(callOfBlock.size());
            callOfBlock.put(block, call);
            said.add(chunks.call(
                    0,
                    call.position,
                    toolUse.path("toolUseId").asText(),
                    toolUse.path("name").asText(),
                    ""));
        }
    }

    private void delta(int block, JsonNode delta, List<AnswerBody> said) throws IOException {
        String text = delta.path("text").asText("");
        if (!text.isEmpty()) {
            said.add(chunks.text(0, text));
        }
        String arguments = delta.path("toolUse").path("input").asText("");
        Call call = callOfBlock.get(block);
        if (call != null && !arguments.isEmpty()) {
            call.hasArguments = true;
            said.add(chunks.arguments(0, call.position, arguments));
        }
        thought(delta.path("reasoningContent"), said);
    }

    private void thought(JsonNode thought, List<AnswerBody> said) throws IOException {
        if (!thought.path("text").asText("").isEmpty()) {
            said.add(chunks.reasoning(0, thought.path("text").asText()));
        }
        if (!thought.path("signature").asText("").isEmpty()) {
            said.add(chunks.thinkingBlock(
                    0, ThinkingBlock.signed("", thought.path("signature").asText())));
        }
        if (thought.hasNonNull("redactedContent")) {
            said.add(chunks.thinkingBlock(
                    0, ThinkingBlock.redacted(thought.path("redactedContent").asText())));
        }
    }

    /** No arguments are an empty object, which clients can parse. */
    private void stop(int block, List<AnswerBody> said) throws IOException {
        Call call = callOfBlock.get(block);
        if (call != null && !call.hasArguments) {
            call.hasArguments = true;
            said.add(chunks.arguments(0, call.position, "{}"));
        }
    }

    @Override
    public boolean isComplete() {
        return done;
    }

    @Override
    public Optional<TokenUsage> usage() {
        return Optional.ofNullable(usage);
    }

    /** A call of a tool whose arguments come in pieces. */
    private static final class Call {
        private final int position;
        private boolean hasArguments;

        private Call(int position) {
            this.position = position;
        }
    }
}
