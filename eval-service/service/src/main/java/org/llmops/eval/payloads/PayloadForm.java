package org.llmops.eval.payloads;

/** How much is known of a payload's inside. The names are stored. */
public enum PayloadForm {
    /** There was no payload. */
    ABSENT,
    /** Text in one block: it was cut off, or never was JSON. */
    OPAQUE,
    /** One JSON document in one block. */
    DOCUMENT,
    /** A JSON object whose `messages` are blocks of their own, behind a first block that holds the rest. */
    CONVERSATION
}
