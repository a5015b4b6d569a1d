package org.llmops.router.body;

/** A member of a body's outermost object. */
public record Member(String name, int nameStart, Span value) {
    /** Name and value. */
    public Span whole() {
        return new Span(nameStart, value.end());
    }
}
