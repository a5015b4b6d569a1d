package org.llmops.cost.alerts;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An alert.
 *
 * @param subject what it is about: one alert of a kind is open for it at a time
 * @param severity the highest that was said
 * @param title as it was last said
 * @param facts the figures behind it, as they were last said
 * @param count how often it was said
 */
@RegisterForReflection
public record AlertView(
        UUID id,
        SignalKind kind,
        String subject,
        Severity severity,
        String title,
        Map<String, Object> facts,
        AlertState state,
        long count,
        Instant firstAt,
        Instant lastAt,
        @Nullable Instant acknowledgedAt,
        @Nullable String acknowledgedBy,
        @Nullable Instant resolvedAt,
        @Nullable String resolvedBy) {}
