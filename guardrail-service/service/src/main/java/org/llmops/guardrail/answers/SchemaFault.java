package org.llmops.guardrail.answers;

/** A schema that answers may not be judged by, with what is wrong and where. */
final class SchemaFault extends Exception {
    private static final long serialVersionUID = 1;

    /** @param pointer where, as a JSON pointer */
    SchemaFault(String pointer, String fix) {
        super((pointer.isEmpty() ? "" : "At " + pointer + ": ") + fix, null, false, false);
    }
}
