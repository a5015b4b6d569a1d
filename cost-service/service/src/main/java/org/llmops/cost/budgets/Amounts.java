package org.llmops.cost.budgets;

import org.llmops.platform.money.Money;

/**
 * What a call took, in every unit a budget may count. A correction takes something back where an amount is negative.
 *
 * @param tokens in and out; 0 when no provider was asked
 * @param requests 1 when a provider answered, and 0 else
 */
public record Amounts(Money cost, long tokens, long requests) {}
