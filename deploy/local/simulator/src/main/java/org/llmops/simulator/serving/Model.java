package org.llmops.simulator.serving;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model on offer.
 *
 * @param contextWindow the longest prompt in tokens
 * @param fault what goes wrong with each of its calls
 * @param slow whether it takes its time, as the settings say
 */
public record Model(
        String id,
        Set<Capability> capabilities,
        int contextWindow,
        @Nullable Fault fault,
        boolean slow) {}
