package org.llmops.guardrail.comparing;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.llmops.guardrail.policies.Verdict;
import org.llmops.guardrail.trying.Tried;

/**
 * How two versions differ on texts.
 *
 * @param newlyBlocked texts that only the new version blocks
 * @param newlyAllowed texts that only the other version blocks
 * @param otherwiseChanged texts that one of them changes and the other passes
 * @param unreadable recorded texts that could not be opened, and so were not compared
 * @param newlyBlockedCalls their call ids, as far as known, the first {@value #MAX_LISTED}
 * @param changes every text judged differently, the first {@value #MAX_LISTED}
 */
@RegisterForReflection
@Schema(name = "ComparisonResult")
record ComparisonResult(
        int texts,
        int newlyBlocked,
        int newlyAllowed,
        int otherwiseChanged,
        int unreadable,
        List<String> newlyBlockedCalls,
        List<Change> changes) {
    static final int MAX_LISTED = 1000;

    ComparisonResult {
        newlyBlockedCalls = List.copyOf(newlyBlockedCalls);
        changes = List.copyOf(changes);
    }

    /** All three in the same order. */
    static ComparisonResult of(List<ComparedText> texts, List<Tried> before, List<Tried> after, int unreadable) {
        int newlyBlocked = 0;
        int newlyAllowed = 0;
        int otherwise = 0;
        Set<String> calls = new LinkedHashSet<>();
        List<Change> changes = new ArrayList<>();
        for (int index = 0; index < texts.size(); index++) {
            Verdict was = before.get(index).verdict();
            Verdict is = after.get(index).verdict();
            if (was == is) {
                continue;
            }
            if (is == Verdict.BLOCK) {
                newlyBlocked++;
                String call = texts.get(index).callId();
                if (call != null && calls.size() < MAX_LISTED) {
                    calls.add(call);
                }
            } else if (was == Verdict.BLOCK) {
                newlyAllowed++;
            } else {
                otherwise++;
            }
            if (changes.size() < MAX_LISTED) {
                changes.add(Change.of(index + 1, texts.get(index), before.get(index), after.get(index)));
            }
        }
        return new ComparisonResult(
                texts.size(), newlyBlocked, newlyAllowed, otherwise, unreadable, List.copyOf(calls), changes);
    }
}
