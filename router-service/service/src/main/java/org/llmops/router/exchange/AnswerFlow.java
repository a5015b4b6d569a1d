package org.llmops.router.exchange;

/** An answer that comes in chunks. Everything happens on the call's event loop. */
public interface AnswerFlow {
    /** Lets the chunks go; none is lost that came before. Called once. */
    void start(AnswerSink sink);

    /** Asks for a break: what is under way may still come. */
    void pause();

    /** Ends the break. */
    void resume();

    /** Nobody listens any more: no sink is told anything from here on, but the provider may be read on for its usage. */
    void abandon();
}
