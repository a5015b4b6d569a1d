package org.llmops.guardrail.findings;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.Source;
import org.llmops.guardrail.policies.Direction;
import org.llmops.guardrail.policies.Verdict;

/**
 * A text that was screened and recorded.
 *
 * @param verdict of the whole screening, of which it may be one text of several
 * @param policy what decided; absent when only shadows looked
 * @param codePoints of what was kept to be looked at, which is all of it but for long streams
 * @param fingerprint of the whole text; absent without a key, or when not all of it was kept
 * @param sealed the text; absent unless the workspace lets it be kept
 */
@RegisterForReflection
record ScreenedText(
        UUID id,
        @Nullable String callId,
        String segment,
        Direction direction,
        Source source,
        Map<String, String> attributes,
        Verdict verdict,
        @Nullable String policy,
        @Nullable Integer version,
        int codePoints,
        @Nullable String fingerprint,
        @Nullable String sealed,
        Instant at,
        Instant expiresAt) {}
