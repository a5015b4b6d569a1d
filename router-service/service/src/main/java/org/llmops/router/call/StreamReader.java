package org.llmops.router.call;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.TokenUsage;
import org.llmops.router.call.sse.SseEvent;

/** Reads one stream of a provider. */
public interface StreamReader {
    /** The chunks in OpenAI's shape that an event amounts to; fails when it makes no sense. */
    List<AnswerBody> read(SseEvent event) throws IOException, ProviderError;

    /** The provider has said that nothing more will come. */
    boolean isComplete();

    /** What the call took, as far as the provider has said. */
    Optional<TokenUsage> usage();

    /** The provider tells in the middle of a stream that it cannot go on. */
    final class ProviderError extends Exception {
        private static final long serialVersionUID = 1L;

        public ProviderError(String message) {
            super(message, null, false, false);
        }
    }
}
