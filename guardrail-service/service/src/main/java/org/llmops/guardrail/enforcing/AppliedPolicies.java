package org.llmops.guardrail.enforcing;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.guardrail.redacting.CompiledPolicy;

/**
 * What screens one call.
 *
 * @param enforced decides: the rules of every enforced version whose place the call is at; absent when there is none
 * @param versions the enforced versions, that of the narrowest place first
 * @param rules what rules of {@code enforced} were called before they had to be told apart; only those that had to
 * @param shadows look on: they report and change nothing
 * @param guarded whether the workspace has policies, even if none is for this call
 */
public record AppliedPolicies(
        @Nullable CompiledPolicy enforced,
        List<PolicyRef> versions,
        Map<String, RuleOrigin> rules,
        List<CompiledPolicy> shadows,
        boolean guarded) {
    /** Nothing screens this call. */
    static AppliedPolicies none(boolean guarded) {
        return new AppliedPolicies(null, List.of(), Map.of(), List.of(), guarded);
    }

    public AppliedPolicies {
        versions = List.copyOf(versions);
        rules = Map.copyOf(rules);
        shadows = List.copyOf(shadows);
    }

    /** Whether anything looks at the call at all. */
    public boolean look() {
        return enforced != null || !shadows.isEmpty();
    }

    /** Which version a rule of {@code enforced} belongs to, and what it is called there. */
    public RuleOrigin origin(String rule) {
        RuleOrigin known = rules.get(rule);
        return known != null ? known : new RuleOrigin(versions.getFirst(), rule);
    }

    /** A rule of a version. */
    public record RuleOrigin(PolicyRef version, String rule) {}
}
