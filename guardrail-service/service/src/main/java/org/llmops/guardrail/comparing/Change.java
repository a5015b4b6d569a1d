package org.llmops.guardrail.comparing;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.policies.Verdict;
import org.llmops.guardrail.trying.Tried;

/**
 * A text that two versions judge differently; never the text.
 *
 * @param line of an upload, from 1; of recorded texts their order, newest first
 * @param added rules that find something only in the new version
 * @param gone rules that found something only in the other
 */
@RegisterForReflection
@Schema(name = "ComparisonChange")
record Change(
        int line,
        @Nullable String callId,
        @Nullable String segment,
        Verdict before,
        Verdict after,
        List<String> added,
        List<String> gone) {
    static Change of(int line, ComparedText text, Tried before, Tried after) {
        return new Change(
                line,
                text.callId(),
                text.segment(),
                before.verdict(),
                after.verdict(),
                after.rules().stream()
                        .filter(rule -> !before.rules().contains(rule))
                        .toList(),
                before.rules().stream()
                        .filter(rule -> !after.rules().contains(rule))
                        .toList());
    }
}
