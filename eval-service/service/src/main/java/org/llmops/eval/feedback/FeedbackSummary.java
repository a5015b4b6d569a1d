package org.llmops.eval.feedback;

import java.math.BigDecimal;

/**
 * All feedback of one name on one call.
 *
 * @param name what is judged
 * @param count how many gave it
 * @param mean of what they gave, from 0 (bad) to 1 (good), rounded to six decimals
 */
public record FeedbackSummary(String name, long count, BigDecimal mean) {}
