package org.llmops.guardrail.policies;

/** Policies as the contracts of other services name them. */
public final class PolicyWire {
    private PolicyWire() {}

    public static org.llmops.guardrail.v1.PolicyRef ref(PolicyRef ref) {
        return org.llmops.guardrail.v1.PolicyRef.newBuilder()
                .setName(ref.name().value())
                .setVersion(ref.version())
                .build();
    }
}
