package org.llmops.router.screen;

import java.util.List;
import java.util.Optional;
import org.llmops.guardrail.v1.Action;
import org.llmops.guardrail.v1.Directive;
import org.llmops.guardrail.v1.Finding;
import org.llmops.guardrail.v1.Verdict;
import org.llmops.router.exchange.Exchange;

/**
 * Why an answer was refused that the model may put right.
 *
 * @param reasons what it is to do better, in words that repeat nothing of the answer
 */
record Objection(List<String> reasons) {
    /** Whatever a policy says: the contract's own bound. */
    private static final int MOST_TIMES = 3;

    /** Empty when the refusal stands: something else was found too, or it was asked often enough. */
    static Optional<Objection> of(Exchange exchange, List<Finding> findings, List<Directive> directives) {
        List<Directive> wishes = directives.stream()
                .filter(directive -> directive.getAction() == Action.ACTION_RE_ASK)
                .toList();
        boolean onlyThat = findings.stream()
                .filter(finding -> finding.getAction() == Verdict.VERDICT_BLOCK)
                .allMatch(finding -> finding.getRuleAction() == Action.ACTION_RE_ASK);
        if (wishes.isEmpty() || !onlyThat) {
            return Optional.empty();
        }
        int times = wishes.stream().mapToInt(Objection::times).min().orElse(0);
        return exchange.story().getRefusedAnswersCount() < times
                ? Optional.of(new Objection(
                        wishes.stream().map(Directive::getDetail).distinct().toList()))
                : Optional.empty();
    }

    /** Who does not say how often means once. */
    private static int times(Directive wish) {
        return Math.clamp(wish.getTimes(), 1, MOST_TIMES);
    }
}
