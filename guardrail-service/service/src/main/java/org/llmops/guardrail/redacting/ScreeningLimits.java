package org.llmops.guardrail.redacting;

/**
 * How far a screening looks.
 *
 * @param maxCodePoints what lies behind it in one text is not scanned
 * @param stopsAtBlock whether the first blocking finding ends it: so for streams, where what follows is not known
 */
record ScreeningLimits(int maxCodePoints, boolean stopsAtBlock) {}
