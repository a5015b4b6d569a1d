package org.llmops.simulator.answering;

/** One thing the user orders the model to answer. */
sealed interface Demand {

    /** The user's own message. */
    record Echo() implements Demand {}

    /** The whole prompt, as the model saw it. */
    record Transcript() implements Demand {}

    /** Exactly this. */
    record Say(String text) implements Demand {}

    /** This many words of one token each. */
    record Words(int count) implements Demand {}

    /** A tool call with these JSON arguments. */
    record Call(String tool, String arguments) implements Demand {}
}
