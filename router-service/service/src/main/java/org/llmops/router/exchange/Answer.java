package org.llmops.router.exchange;

import org.llmops.router.body.AnswerBody;

/** What the client will get. */
public sealed interface Answer {
    /** Everything is known. */
    record Whole(AnswerBody body) implements Answer {}

    /** It has begun, and more will come. */
    record Running(AnswerFlow flow) implements Answer {}
}
