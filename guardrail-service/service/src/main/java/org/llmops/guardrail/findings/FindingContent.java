package org.llmops.guardrail.findings;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The text that a finding is in.
 *
 * @param text its beginning, as far as it was kept
 * @param codePoints of it
 */
@RegisterForReflection
@Schema(name = "FindingContent")
record FindingContent(UUID finding, String text, int codePoints) {
    @Override
    public String toString() {
        return finding.toString();
    }
}
