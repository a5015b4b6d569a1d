package org.llmops.guardrail.policies;

/** One version of a policy, which means the same rails for ever. */
public record PolicyRef(PolicyName name, int version) {}
