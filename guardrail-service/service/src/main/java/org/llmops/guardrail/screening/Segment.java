package org.llmops.guardrail.screening;

import org.llmops.guardrail.detecting.Source;

/** One text to screen, with an id of the caller's choice. */
public record Segment(String id, Source source, String text) {
    /** Without the text, which must not get into a log. */
    @Override
    public String toString() {
        return id;
    }
}
