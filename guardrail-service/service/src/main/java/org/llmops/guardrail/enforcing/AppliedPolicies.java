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
 */
public record AppliedPolicies(
        @Nullable CompiledPolicy enforced,
        List<PolicyRef> versions,
        Map<String, RuleOrigin> rules,
        List<CompiledPolicy> shadows) {
    /** Nothing screens. */
    public static final AppliedPolicies NONE = new AppliedPolicies(null, List.of(), Map.of(), List.of());

    public AppliedPolicies {
        versions = List.copyOf(versions);
        rules = Map.copyOf(rules);
        shadows = List.copyOf(shadows);
    }

    /** One version that is tried. */
    public static AppliedPolicies trying(CompiledPolicy policy) {
        return new AppliedPolicies(policy, List.of(policy.ref()), Map.of(), List.of());
    }

    /** Which version a rule of {@code enforced} belongs to, and what it is called there. */
    public RuleOrigin origin(String rule) {
        RuleOrigin known = rules.get(rule);
        return known != null ? known : new RuleOrigin(versions.getFirst(), rule);
    }

    /** A rule of a version. */
    public record RuleOrigin(PolicyRef version, String rule) {}
}
