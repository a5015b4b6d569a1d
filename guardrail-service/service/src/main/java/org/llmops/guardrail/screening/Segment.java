package org.llmops.guardrail.screening;

import org.llmops.guardrail.detecting.Source;

/**
 * One text to screen, with an id of the caller's choice.
 *
 * @param whole whether it is all of it, as it is but for long streams that are told of afterwards
 */
public record Segment(String id, Source source, String text, boolean whole) {
    public Segment(String id, Source source, String text) {
        this(id, source, text, true);
    }

    /** Without the text, which must not get into a log. */
    @Override
    public String toString() {
        return id;
    }
}
