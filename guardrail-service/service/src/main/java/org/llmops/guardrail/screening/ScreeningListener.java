package org.llmops.guardrail.screening;

/** Wants to hear of every screening: one bean each, found by injection. */
public interface ScreeningListener {
    /**
     * Told before the answer is given, on a thread that must not be held up: who has more to do than to note it down does
     * that later. A failure is logged and changes nothing for the caller.
     */
    void screened(Screened screened);
}
