package org.llmops.cost.outcomes;

/** A version of a prompt. */
public record PromptVersion(String prompt, int number) {}
