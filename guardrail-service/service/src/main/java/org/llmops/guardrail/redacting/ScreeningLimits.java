package org.llmops.guardrail.redacting;

/**
 * How far a screening goes.
 *
 * @param maxCodePoints what lies behind it in one text is not scanned
 * @param whole whether texts are there from the start, so that all of them is looked for, even behind what blocks; of a
 *     stream the first blocking finding is the end, because what follows is not known
 */
record ScreeningLimits(int maxCodePoints, boolean whole) {}
