package org.llmops.guardrail.policies;

/**
 * Has another rail's judge confirm what is uncertain.
 *
 * @param rail the rail whose detector is asked about the whole text; finds it nothing, the uncertain findings are dropped
 * @param low the score from which on a finding is uncertain; what scores less is none
 * @param high the score up to which it is
 */
public record AskJudge(String rail, double low, double high) {
    public boolean isUncertain(double score) {
        return score >= low && score <= high;
    }
}
