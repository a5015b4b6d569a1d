package org.llmops.router.call.openai;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.TokenUsage;
import org.llmops.router.call.SseReader;
import org.llmops.router.call.StreamFailed;
import org.llmops.router.sse.SseEvent;
import org.llmops.router.wire.WireFormat;
import org.llmops.router.wire.responses.ResponsesFormat;

/** A stream of one of OpenAI's formats: each event goes on as it came. */
final class OpenAiStream extends SseReader {
    private static final String UNNAMED = "message";

    private final WireFormat format;
    private @Nullable TokenUsage usage;
    private boolean done;

    OpenAiStream(WireFormat format) {
        this.format = format;
    }

    @Override
    protected List<AnswerBody> event(SseEvent event) throws IOException, StreamFailed {
        if (event.isDone()) {
            done = true;
            return List.of();
        }
        AnswerBody chunk = format.event(event.type().equals(UNNAMED) ? "" : event.type(), event.data());
        if (chunk.failed()) {
            throw new StreamFailed("The provider reported an error in the middle of its stream");
        }
        usage = chunk.tokens().orElse(usage);
        // Responses say themselves that they are over.
        done = format == ResponsesFormat.RESPONSES && !chunk.finishes().isEmpty();
        return List.of(chunk);
    }

    @Override
    public boolean isComplete() {
        return done;
    }

    @Override
    public Optional<TokenUsage> usage() {
        return Optional.ofNullable(usage);
    }
}
