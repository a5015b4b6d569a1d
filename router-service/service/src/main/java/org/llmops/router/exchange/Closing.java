package org.llmops.router.exchange;

/** Something to be done after every call, however it ended. */
public interface Closing {
    /** Never fails, never waits. */
    void after(Exchange exchange);
}
