package org.llmops.router.exchange;

/** Why a call goes where it goes. It is written down when the call is over. */
public interface DecisionRecord {
    /** Nobody decided anything. */
    DecisionRecord NONE = () -> "";

    /** The whole decision; empty when there was none. */
    String json();
}
