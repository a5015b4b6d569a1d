package org.llmops.guardrail.streaming;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.guardrail.policies.Verdict;
import org.llmops.guardrail.redacting.Directive;
import org.llmops.guardrail.redacting.Finding;
import org.llmops.guardrail.redacting.Unscanned;

/** What a stream of text answers. */
public sealed interface StreamStep {
    /** Text that is safe to pass on; empty when all of it is held back. */
    record Released(String channel, String text, boolean ended) implements StreamStep {
        @Override
        public String toString() {
            return channel;
        }
    }

    /** The end: nothing follows, and what was not released never is. */
    record Concluded(
            Verdict verdict,
            List<Finding> findings,
            @Nullable PolicyRef policy,
            List<Unscanned> unscanned,
            List<Directive> directives)
            implements StreamStep {}
}
