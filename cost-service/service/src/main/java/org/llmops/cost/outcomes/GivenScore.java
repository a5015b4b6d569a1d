package org.llmops.cost.outcomes;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/**
 * What was said of one answer. Its components are the columns of the table.
 *
 * @param source who said it, so that it counts once: the feedback's id, or the scorer and its version
 * @param name `feedback:thumbs`, `scorer:json_validity`, …
 * @param valueMicro from 0 (bad) to a million (good)
 */
@RegisterForReflection
record GivenScore(
        String workspace,
        UUID callId,
        String source,
        String name,
        long valueMicro,
        Instant givenAt,
        Instant arrivedAt,
        boolean counted) {}
