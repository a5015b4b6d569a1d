package org.llmops.cost.rollups;

import java.time.Instant;
import org.llmops.platform.money.Money;

/**
 * What an hour cost.
 *
 * @param hour its first moment; that of the day where only days are summed up, which is so for end users
 */
public record SpendPoint(Instant hour, Money cost, long requests, long inputTokens, long outputTokens) {}
