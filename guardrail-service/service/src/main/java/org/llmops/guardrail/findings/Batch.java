package org.llmops.guardrail.findings;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.llmops.platform.identity.WorkspaceId;

/**
 * Screenings of one workspace that are written together.
 *
 * @param records what is written, once it was made: a repeated try writes the same rows
 * @param tries that the database refused
 * @param due when it is tried next
 */
record Batch(WorkspaceId workspace, List<Observation> observations, Optional<Records> records, int tries, Instant due) {
    private static final int MAX_TRIES = 8;

    Batch {
        observations = List.copyOf(observations);
    }

    static Batch of(WorkspaceId workspace, List<Observation> observations) {
        return new Batch(workspace, observations, Optional.empty(), 0, Instant.MIN);
    }

    Batch with(Records made) {
        return new Batch(workspace, observations, Optional.of(made), tries, due);
    }

    /** Whether so many refusals say that it will never be taken: after about two minutes. */
    boolean isHopeless() {
        return tries >= MAX_TRIES;
    }

    /** After 1, 2, 4 … seconds. */
    Batch refused(Instant now) {
        return new Batch(workspace, observations, records, tries + 1, now.plus(Duration.ofSeconds(1L << tries)));
    }

    /** Each for itself: one that the database cannot take shall not take others with it. */
    List<Batch> apart() {
        return observations.stream()
                .map(one -> new Batch(workspace, List.of(one), Optional.empty(), tries, due))
                .toList();
    }

    int size() {
        return observations.size();
    }

    @Override
    public String toString() {
        return observations.size() + " screenings of " + workspace;
    }
}
