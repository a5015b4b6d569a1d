package org.llmops.guardrail.redacting;

import org.llmops.guardrail.policies.Action;

/**
 * What a finding asks of who had the text screened, beyond passing it on or not.
 *
 * @param action FLAG, QUARANTINE, ROUTE, RE_ASK or HUMAN_REVIEW
 * @param detail the route to take, or what to tell the model; empty for others
 * @param times how often at most the model is asked again; 0 for others
 */
public record Directive(Action action, String ruleId, String segmentId, String detail, int times) {}
