package org.llmops.guardrail.trying;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.llmops.guardrail.policies.Verdict;
import org.llmops.guardrail.redacting.Finding;

/**
 * What a policy makes of a text.
 *
 * @param findings those of rules in shadow included
 * @param unscanned why some rule has not seen all of it, if so
 */
public record Tried(Verdict verdict, List<Finding> findings, Set<String> unscanned) {
    public Tried {
        findings = List.copyOf(findings);
        unscanned = Set.copyOf(unscanned);
    }

    /** The kinds of things found, by name. */
    public List<String> entities() {
        return List.copyOf(new TreeSet<>(findings.stream().map(Finding::entity).toList()));
    }

    /** The rules that found them, by id. */
    public List<String> rules() {
        return List.copyOf(new TreeSet<>(findings.stream().map(Finding::ruleId).toList()));
    }
}
