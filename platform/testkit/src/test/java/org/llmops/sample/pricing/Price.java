package org.llmops.sample.pricing;

/** Loses cents. */
record Price(double usd) {}
