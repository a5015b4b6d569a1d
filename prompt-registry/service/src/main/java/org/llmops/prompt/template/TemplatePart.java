package org.llmops.prompt.template;

/** A piece of a parsed template. */
public sealed interface TemplatePart {
    /**
     * Fixed text, its escapes already resolved.
     *
     * @param text never empty
     */
    record Text(String text) implements TemplatePart {}

    /**
     * The place of a value.
     *
     * @param name the variable whose value stands here
     */
    record Variable(String name) implements TemplatePart {}
}
