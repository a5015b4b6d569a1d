package org.llmops.guardrail.injection;

/** A rule that a text meets, and the chars of the text that do. */
record RuleHit(Rule rule, int start, int end) {}
