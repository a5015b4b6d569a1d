package org.llmops.router.call;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.TokenUsage;
import org.llmops.router.wire.EventTranslation;

/** A provider's stream, told in the client's format. */
final class TranslatedStream implements StreamReader {
    private final StreamReader provider;
    private final EventTranslation translation;
    private boolean finished;

    TranslatedStream(StreamReader provider, EventTranslation translation) {
        this.provider = provider;
        this.translation = translation;
    }

    @Override
    public List<AnswerBody> read(byte[] bytes) throws IOException, StreamFailed {
        return translated(provider.read(bytes));
    }

    @Override
    public List<AnswerBody> end() throws IOException {
        List<AnswerBody> last = new ArrayList<>(translated(provider.end()));
        last.addAll(translation.end());
        return last;
    }

    private List<AnswerBody> translated(List<AnswerBody> chunks) throws IOException {
        List<AnswerBody> events = new ArrayList<>(chunks.size());
        for (AnswerBody chunk : chunks) {
            finished |= !chunk.finishes().isEmpty();
            events.addAll(translation.next(chunk));
        }
        return events;
    }

    @Override
    public boolean hasFinished() {
        return finished;
    }

    @Override
    public boolean isComplete() {
        return provider.isComplete();
    }

    @Override
    public Optional<TokenUsage> usage() {
        return provider.usage();
    }
}
