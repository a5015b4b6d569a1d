package org.llmops.router.exchange;

/** Something to be done after every call, however it ended. The client does not wait for it. */
public interface Closing {
    /** Never fails, never waits. */
    void after(Exchange exchange);
}
