package org.llmops.guardrail.rules;

import org.llmops.guardrail.matching.PatternRule;

/** A pattern that a policy brings along, and what its finds are called. */
record CustomPattern(PatternRule rule, String entity, double score) {}
