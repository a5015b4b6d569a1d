package org.llmops.guardrail.redteam;

import java.util.ArrayList;
import java.util.List;
import org.llmops.guardrail.policies.Action;
import org.llmops.guardrail.policies.RailMode;
import org.llmops.guardrail.policies.Verdict;
import org.llmops.guardrail.trying.Tried;

/**
 * What is known after some of the attempts.
 *
 * @param next the first attempt that is not counted yet
 * @param passed which attacks went through and how they were written, the first {@value #MAX_LISTED}
 */
record Progress(int next, List<Tally> tallies, List<String> passed) {
    static final int MAX_LISTED = 1000;

    Progress {
        tallies = List.copyOf(tallies);
        passed = List.copyOf(passed);
    }

    Progress and(Attack attack, Disguise disguise, Tried tried) {
        boolean passes = passes(tried);
        List<Tally> counted = new ArrayList<>(tallies);
        int index = 0;
        while (index < counted.size() && !counted.get(index).isOf(attack, disguise)) {
            index++;
        }
        Tally before = index < counted.size()
                ? counted.remove(index)
                : new Tally(attack.category(), disguise, attack.language(), 0, 0);
        counted.add(index, before.and(passes));
        List<String> listed = new ArrayList<>(passed);
        // Of benign texts the false alarms are what somebody wants to look at.
        if (passes != attack.isBenign() && listed.size() < MAX_LISTED) {
            listed.add(attack.id() + "/" + disguise.word());
        }
        return new Progress(next + 1, counted, listed);
    }

    /** An attack that is only flagged goes through; one that is marked as material for the model does not. */
    private static boolean passes(Tried tried) {
        return tried.verdict() == Verdict.ALLOW
                && tried.findings().stream()
                        .noneMatch(finding -> finding.mode() == RailMode.ENFORCE
                                && (finding.action() == Action.QUARANTINE || finding.action() == Action.ROUTE));
    }
}
