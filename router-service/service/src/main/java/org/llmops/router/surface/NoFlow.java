package org.llmops.router.surface;

import org.llmops.router.exchange.AnswerFlow;
import org.llmops.router.exchange.AnswerSink;

/** The flow of an answer that is all there: there is nothing to hold up. */
enum NoFlow implements AnswerFlow {
    INSTANCE;

    @Override
    public void start(AnswerSink sink) {}

    @Override
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public void abandon() {}
}
