package org.llmops.cost.channels;

import org.jspecify.annotations.Nullable;
import org.llmops.platform.sealing.SealedSecret;

/**
 * Where messages go, as it is kept.
 *
 * @param shown what of it everybody may see
 * @param secret the rest; absent when nothing of it is secret
 */
record SealedDestination(String shown, @Nullable SealedSecret secret) {}
