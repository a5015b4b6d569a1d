package org.llmops.router.wire;

import java.io.IOException;
import java.util.List;
import org.llmops.router.body.AnswerBody;

/** Tells one stream of chat completion chunks in another format. */
public interface EventTranslation {
    /** The events that a chunk amounts to. */
    List<AnswerBody> next(AnswerBody chunk) throws IOException;

    /** The events that end the answer, once the last chunk was told. */
    List<AnswerBody> end() throws IOException;
}
