package org.llmops.guardrail.placeholders;

/** A placeholder and the personal data it stands for. */
public record Replacement(String placeholder, String original) {
    /** Without the original, which must not get into a log by way of an error message. */
    @Override
    public String toString() {
        return placeholder;
    }
}
