package org.llmops.simulator.serving;

/** One operation of a provider's API that runs a model. */
public interface Endpoint {

    Dialect dialect();

    /** What the model has to be capable of. */
    Capability capability();

    /** The answer to a request; one that is not acceptable is a thrown {@link Refusal}. */
    Reply reply(Model model, Fields request);
}
