package org.llmops.router.wire;

import java.io.IOException;
import java.util.List;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.Channel;

/** Says in one stream what the provider did not say, so that it fits to what the client was told before. */
public interface StreamVoice {
    /** The provider said this. Whether the client will be told is not known yet. */
    default void heard(AnswerBody event) {}

    /** The event as it fits to what the client was told before: some formats number their events. */
    default AnswerBody fit(AnswerBody event) {
        return event;
    }

    /** The client is told this now. */
    void saw(AnswerBody event);

    /** Events with text that was held back until now. */
    List<AnswerBody> late(Channel channel, String text) throws IOException;

    /**
     * The events that end a choice now, whatever of it is open.
     *
     * @param word why, in OpenAI's words: {@code content_filter}, {@code length}
     */
    List<AnswerBody> end(int choice, String word) throws IOException;
}
