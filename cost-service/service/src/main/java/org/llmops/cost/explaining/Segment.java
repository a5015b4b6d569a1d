package org.llmops.cost.explaining;

/**
 * A part of spend whose calls are alike in price, such as those of one model.
 *
 * @param usual in times that were as usual
 * @param actual in the time that is looked at
 */
record Segment(String name, Flow usual, Flow actual) {}
