package org.llmops.cost.alerts;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.llmops.platform.identity.WorkspaceId;

/**
 * Something that somebody should know.
 *
 * @param subject what it is about: the same subject is the same news, however often it is told
 * @param title one sentence for people
 * @param facts the figures behind it, by their names
 */
public record Signal(
        WorkspaceId workspace,
        SignalKind kind,
        String subject,
        Severity severity,
        String title,
        Map<String, Object> facts,
        Instant at) {
    public Signal {
        facts = Collections.unmodifiableMap(new TreeMap<>(Map.copyOf(facts)));
    }
}
