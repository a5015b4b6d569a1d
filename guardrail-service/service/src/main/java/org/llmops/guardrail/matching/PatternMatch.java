package org.llmops.guardrail.matching;

/**
 * Where a pattern matched, in code points of the whole text.
 *
 * @param rule the index of the rule
 * @param valueStart where the group begins that is the value
 * @param text what matched
 * @param value what the group matched
 */
public record PatternMatch(int rule, int start, int end, int valueStart, int valueEnd, String text, String value) {
    /** Without the text, which may be a secret. */
    @Override
    public String toString() {
        return "rule " + rule + " from " + start + " to " + end;
    }
}
