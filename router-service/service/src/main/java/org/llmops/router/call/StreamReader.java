package org.llmops.router.call;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.TokenUsage;

/** Reads one stream of a provider, in whatever frames its events come. */
public interface StreamReader {
    /** The events that are complete with these bytes; fails when they make no sense. */
    List<AnswerBody> read(byte[] bytes) throws IOException, StreamFailed;

    /** The provider has said that nothing more will come. */
    boolean isComplete();

    /** Every choice has its end, though nobody may have been told: the connection may end now. */
    default boolean hasFinished() {
        return false;
    }

    /** The answer is complete: what is still to be told of it. Asked once. */
    default List<AnswerBody> end() throws IOException {
        return List.of();
    }

    /** What the call took, as far as the provider has said. */
    Optional<TokenUsage> usage();
}
