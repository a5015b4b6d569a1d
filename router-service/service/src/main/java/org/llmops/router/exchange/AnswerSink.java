package org.llmops.router.exchange;

import org.llmops.router.body.AnswerBody;
import org.llmops.router.refusal.Refusal;

/** Takes an answer chunk by chunk; the last it hears is either {@code end} or {@code broken}. */
public interface AnswerSink {
    /** The next chunk. */
    void chunk(AnswerBody chunk);

    /** The answer is complete. */
    void end();

    /** The answer will never be complete. */
    void broken(Refusal why);
}
