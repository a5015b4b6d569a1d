package org.llmops.router.call.openai;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.TokenUsage;
import org.llmops.router.call.StreamReader;
import org.llmops.router.call.sse.SseEvent;

/** A stream of chat completion chunks: each event is one, and goes on as it came. */
final class OpenAiStream implements StreamReader {
    private @Nullable TokenUsage usage;
    private boolean done;

    @Override
    public List<AnswerBody> read(SseEvent event) throws IOException, ProviderError {
        if (event.isDone()) {
            done = true;
            return List.of();
        }
        AnswerBody chunk = AnswerBody.scan(event.data());
        if (chunk.failed()) {
            throw new ProviderError("The provider reported an error in the middle of its stream");
        }
        usage = chunk.tokens().orElse(usage);
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
