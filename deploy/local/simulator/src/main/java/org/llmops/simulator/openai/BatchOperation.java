package org.llmops.simulator.openai;

import org.llmops.simulator.serving.Endpoint;

/** An operation whose requests may also come as the lines of a batch. */
public interface BatchOperation extends Endpoint {

    /** Where it is found, and what a batch calls it. */
    String path();
}
