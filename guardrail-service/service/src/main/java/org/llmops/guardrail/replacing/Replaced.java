package org.llmops.guardrail.replacing;

/**
 * What stands in place of a value.
 *
 * @param restorable whether the answer may show the original again; then the text is written like a placeholder
 */
public record Replaced(String text, boolean restorable) {}
