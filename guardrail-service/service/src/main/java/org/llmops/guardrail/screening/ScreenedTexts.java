package org.llmops.guardrail.screening;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.placeholders.Replacement;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.guardrail.policies.Verdict;
import org.llmops.guardrail.redacting.Directive;
import org.llmops.guardrail.redacting.Finding;
import org.llmops.guardrail.redacting.Unscanned;

/**
 * What became of the texts.
 *
 * @param verdict the strictest of all texts
 * @param texts in the order of the request; empty texts when the verdict is BLOCK
 * @param policy what decided; absent when none is in force, and then nothing was scanned
 * @param issued what was replaced and can be restored; empty when the verdict is BLOCK
 * @param directives what is asked for beyond the verdict, strictest first
 * @param looksAround whether the answer's screening wants to see the other texts of the call
 * @param guarded whether the workspace has policies, even if none is for this call: the next one may be another matter
 */
public record ScreenedTexts(
        Verdict verdict,
        List<ScreenedText> texts,
        List<Finding> findings,
        @Nullable PolicyRef policy,
        List<Replacement> issued,
        List<Unscanned> unscanned,
        List<Directive> directives,
        boolean looksAround,
        boolean guarded) {
    ScreenedTexts guarded(boolean elsewhere) {
        return new ScreenedTexts(
                verdict, texts, findings, policy, issued, unscanned, directives, looksAround, guarded || elsewhere);
    }

    /** One text after screening. */
    public record ScreenedText(String id, String text, Verdict verdict) {
        @Override
        public String toString() {
            return id;
        }
    }
}
