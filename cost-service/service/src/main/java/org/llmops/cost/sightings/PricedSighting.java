package org.llmops.cost.sightings;

import org.jspecify.annotations.Nullable;

/**
 * A model that a workspace uses, and what it cost.
 *
 * @param rates as they were last looked at; absent when they never were
 * @param book the version of the price book that said so
 * @param custom the version of the workspace's own prices that said so
 */
record PricedSighting(Sighting sighting, @Nullable KnownRates rates, int book, int custom) {}
