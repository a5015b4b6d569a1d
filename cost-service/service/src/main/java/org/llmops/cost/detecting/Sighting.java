package org.llmops.cost.detecting;

/**
 * Something unusual in a series of hours.
 *
 * @param at the last hour of the time whose spend is unusual, counted from the series' first
 */
public record Sighting(Grain grain, int at, Unusual unusual) {
    /** The first hour of the time whose spend is unusual. */
    public int from() {
        return at - grain.hours() + 1;
    }
}
