package org.llmops.router.call.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Counts of a stream: each event tells totals so far, and leaves out what has not changed. */
final class UsageSoFar {
    private UsageSoFar() {}

    static void add(ObjectNode usage, JsonNode counts) {
        counts.properties().stream()
                .filter(count -> !count.getValue().isNull())
                .forEach(count -> usage.set(count.getKey(), count.getValue()));
    }
}
