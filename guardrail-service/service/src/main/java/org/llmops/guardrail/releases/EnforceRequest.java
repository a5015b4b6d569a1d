package org.llmops.guardrail.releases;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.llmops.guardrail.policies.PolicyName;
import org.llmops.guardrail.policies.PolicyRef;

/** Which version to put in force. */
record EnforceRequest(@NotNull String name, @NotNull @Min(1) Integer version) {
    PolicyRef ref() {
        return new PolicyRef(new PolicyName(name), version);
    }
}
