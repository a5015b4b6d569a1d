package org.llmops.guardrail.substituting;

/** Says what to write in place of a value; compiled once for each policy version, without state, shared by all calls. */
public interface Operator {
    /**
     * Asked once for each different value of a call, on the path of the call: nobody may wait here. A failure blocks the
     * text, since it may not go out as it is.
     */
    Substitute replace(Original original);
}
