package org.llmops.cost.rollups;

import org.jspecify.annotations.Nullable;
import org.llmops.platform.money.Money;

/**
 * What the calls with one value of a dimension cost.
 *
 * @param value absent for those that have none; of a version of a prompt `prompt@version`
 */
public record DimensionSum(@Nullable String value, Money cost, long requests, long inputTokens, long outputTokens) {}
