package org.llmops.guardrail.substituting;

import org.llmops.guardrail.detecting.Scene;

/** A value that may not stay in the text: what kind of thing it is, how it is written, and where. */
public record Original(String entity, String text, Scene scene) {
    /** Without the value, which must not get into a log. */
    @Override
    public String toString() {
        return entity;
    }
}
