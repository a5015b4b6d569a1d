package org.llmops.guardrail.vault;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.Caller;

/** All that a workspace's policies let anybody have back; without any, nobody has anything. */
record RevealRights(List<RevealTerms> policies) {
    RevealRights {
        policies = List.copyOf(policies);
    }

    boolean restores(@Nullable String app, String entity, Sink sink) {
        return policies.stream().anyMatch(terms -> terms.restores(app, entity, sink));
    }

    boolean permits(Caller caller, String entity, Sink sink) {
        return policies.stream().anyMatch(terms -> terms.permits(caller, entity, sink));
    }
}
