package org.llmops.cost.channels;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.alerts.Severity;

/**
 * A channel, without what is secret.
 *
 * @param origin of webhook and slack: where the URL leads, without the path
 * @param recipients of email
 * @param kinds absent when it is told of all
 */
@RegisterForReflection
record ChannelView(
        UUID id,
        String name,
        ChannelKind kind,
        @Nullable String origin,
        @Nullable List<String> recipients,
        @Nullable List<String> kinds,
        Severity minSeverity,
        @Nullable Map<String, String> scope,
        String quietPeriod,
        boolean enabled,
        Instant createdAt) {}
