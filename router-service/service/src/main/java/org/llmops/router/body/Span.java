package org.llmops.router.body;

/** Where a value lies in a body: its first byte, and one past its last. */
public record Span(int start, int end) {
    public Span {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("No span: " + start + ".." + end);
        }
    }

    /** How long the value is. */
    public int bytes() {
        return end - start;
    }
}
