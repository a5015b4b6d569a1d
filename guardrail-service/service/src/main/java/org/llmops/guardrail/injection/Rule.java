package org.llmops.guardrail.injection;

/**
 * What a rule of the grammar means.
 *
 * @param jailbreak whether it is about the limits of the model rather than the instructions of the application
 * @param reason why it counts, in words that never repeat the matched text
 */
record Rule(String id, boolean jailbreak, String reason) {}
