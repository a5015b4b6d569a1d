package org.llmops.cost.detecting;

/**
 * An amount that is not as usual, in USD.
 *
 * @param expected the usual amount
 * @param low below this it would be unusual
 * @param high above this it would be unusual
 * @param score units of scatter away from what is usual
 */
public record Unusual(Direction direction, double amount, double expected, double low, double high, double score) {}
